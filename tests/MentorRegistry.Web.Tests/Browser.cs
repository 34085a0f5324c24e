using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace MentorRegistry.Web.Tests;

/// <summary>
/// What a person without JavaScript does: opens pages, fills the forms that stand on them in, presses their buttons.
/// Forms are posted as they were rendered, antiforgery token included.
/// </summary>
public sealed class Browser(HttpClient client)
{
    public HttpClient Client { get; } = client;

    public async Task<PageAnswer> GetAsync(string path) =>
        await AnswerAsync(await Client.GetAsync(new Uri(path, UriKind.Relative)));

    /// <summary>
    /// Presses a button of a form of the page. <paramref name="values"/> replace what stands in the fields of those
    /// names; a name that the form does not have is an error of the test, unless <paramref name="forged"/>.
    /// </summary>
    /// <param name="page">The page as it was answered.</param>
    /// <param name="form">CSS selector of the form.</param>
    /// <param name="values">Field name → what is typed or chosen; <c>null</c> = taken out or unchecked.</param>
    /// <param name="button">
    /// CSS selector of the button, within the form or standing elsewhere and belonging to it; the first submit button
    /// within it unless told otherwise.
    /// </param>
    /// <param name="forged">Fields that the form does not have are sent all the same.</param>
    public async Task<PageAnswer> SubmitAsync(
        PageAnswer page,
        string form,
        Dictionary<string, string?>? values = null,
        string? button = null,
        bool forged = false
    )
    {
        var element =
            page.Document.QuerySelector<IHtmlFormElement>(form)
            ?? throw new InvalidOperationException($"No form “{form}” on {page.Path}: {page.Text}");
        var pressed =
            element.QuerySelector<IHtmlElement>(button ?? "button[type=submit], button:not([type])")
            ?? element
                .Elements.OfType<IHtmlButtonElement>()
                .FirstOrDefault(b => button is not null && b.Matches(button))
            ?? throw new InvalidOperationException(
                $"No button “{button}” in the form “{form}” on {page.Path}."
            );
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var field in element.Elements.OfType<IHtmlElement>().Where(IsSent))
        {
            fields.AddRange(
                Values(field).Select(value => KeyValuePair.Create(field.GetAttribute("name")!, value))
            );
        }

        if (pressed.GetAttribute("name") is { Length: > 0 } name)
        {
            fields.Add(KeyValuePair.Create(name, pressed.GetAttribute("value") ?? ""));
        }

        foreach (var (field, value) in values ?? [])
        {
            if (!forged && !element.Elements.Any(e => e.GetAttribute("name") == field))
            {
                throw new InvalidOperationException(
                    $"The form “{form}” on {page.Path} has no field {field}."
                );
            }

            fields.RemoveAll(sent => sent.Key == field);
            if (value is not null)
            {
                fields.Add(KeyValuePair.Create(field, value));
            }
        }

        var target = pressed.GetAttribute("formaction") ?? element.GetAttribute("action");
        var address = string.IsNullOrEmpty(target) ? page.Address : new Uri(page.Address, target);
        return await SendAsync(element.Method == "post" ? HttpMethod.Post : HttpMethod.Get, address, fields);
    }

    /// <summary>Posts fields without any form; what a script of somebody else's would do.</summary>
    public async Task<PageAnswer> PostRawAsync(string path, Dictionary<string, string> fields) =>
        await AnswerAsync(
            await Client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields))
        );

    /// <summary>Sends a file by the page's form of one file.</summary>
    public async Task<PageAnswer> UploadAsync(string path, string fileName, Stream content)
    {
        var page = await GetAsync(path);
        using var form = new MultipartFormDataContent
        {
            {
                new StringContent(
                    page.Document.QuerySelector("main input[name=__RequestVerificationToken]")!
                        .GetAttribute("value")!
                ),
                "__RequestVerificationToken"
            },
            { new StreamContent(content), "Upload", fileName },
        };
        var answer = await Client.PostAsync(new Uri(path, UriKind.Relative), form);
        return answer.RequestMessage!.Method == HttpMethod.Get
            ? await GetAsync(answer.RequestMessage.RequestUri!.PathAndQuery)
            : await AnswerAsync(answer);
    }

    private async Task<PageAnswer> SendAsync(
        HttpMethod method,
        Uri address,
        IReadOnlyCollection<KeyValuePair<string, string>> fields
    )
    {
        if (method == HttpMethod.Get)
        {
            var query = string.Join(
                '&',
                fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}")
            );
            return await AnswerAsync(await Client.GetAsync(new UriBuilder(address) { Query = query }.Uri));
        }

        return await AnswerAsync(await Client.PostAsync(address, new FormUrlEncodedContent(fields)));
    }

    private static bool IsSent(IHtmlElement field) =>
        field.GetAttribute("name") is { Length: > 0 }
        && !field.HasAttribute("disabled")
        && field is not IHtmlButtonElement
        && (field is not IHtmlInputElement { Type: "checkbox" or "radio" } box || box.IsChecked);

    private static IEnumerable<string> Values(IHtmlElement field) =>
        field switch
        {
            IHtmlSelectElement select => select
                .Options.Where(option => option.IsSelected)
                .Select(option => option.Value),
            IHtmlTextAreaElement area => [area.Value],
            IHtmlInputElement { Type: "file" or "submit" } => [],
            IHtmlInputElement input => [input.Value],
            _ => [],
        };

    /// <summary>The answer to a request of one's own, as a page.</summary>
    public static async Task<PageAnswer> AnswerAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        var document = await BrowsingContext
            .New(Configuration.Default)
            .OpenAsync(request => request.Content(html));
        return new PageAnswer(response, document, html);
    }
}

/// <summary>A page as it was answered.</summary>
/// <param name="Response">Status and headers.</param>
/// <param name="Document">The page.</param>
/// <param name="Html">The page as sent.</param>
public sealed record PageAnswer(HttpResponseMessage Response, IDocument Document, string Html)
{
    public HttpStatusCode Status => Response.StatusCode;

    /// <summary>The address that answered, after redirects.</summary>
    public Uri Address => Response.RequestMessage!.RequestUri!;

    public string Path => Address.AbsolutePath;

    /// <summary>What the page's forms send to show that they are the program's own.</summary>
    public string AntiforgeryToken =>
        Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    /// <summary>What a reader sees of the page's main part, with white space folded.</summary>
    public string Text => Fold(Document.QuerySelector("main")?.TextContent ?? Document.Body?.TextContent);

    /// <summary>The text of the one element that the selector finds.</summary>
    public string TextOf(string selector) =>
        Fold(Assert.Single(Document.QuerySelectorAll(selector)).TextContent);

    /// <summary>The texts of all elements that the selector finds.</summary>
    public IReadOnlyList<string> TextsOf(string selector) =>
        [.. Document.QuerySelectorAll(selector).Select(element => Fold(element.TextContent))];

    private static string Fold(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
