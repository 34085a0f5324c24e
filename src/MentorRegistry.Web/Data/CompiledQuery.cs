using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MentorRegistry.Web.Data;

/// <summary>
/// A query of <c>EF.CompileAsyncQuery</c>, for the few that every lookup asks: to recognise a query anew each time
/// costs as much as to answer it. Compiled once for each model; the two databases have one each, and a process of
/// tests has both.
/// </summary>
public sealed class CompiledQuery<T>(Func<T> compile)
    where T : Delegate
{
    private readonly ConditionalWeakTable<IModel, T> _ofModels = [];

    public T Of(RegistryDb db) => _ofModels.GetValue(db.Model, _ => compile());
}
