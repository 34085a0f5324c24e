using MentorRegistry.Domain.Hours;
using Xunit;

namespace MentorRegistry.Domain.Tests.Hours;

public sealed class InvoiceRulesTests
{
    [Theory]
    // Granted, delivered/billable/closed doors, invoiced.
    [InlineData(600, "500/500/0", 500, "")]
    [InlineData(600, "500/530/1", 530, "")]
    [InlineData(600, "500/530/0", 530, "MoreThanDelivered")]
    [InlineData(600, "500/500/1", 530, "MoreThanBillable")]
    [InlineData(600, "500/500/0", 530, "MoreThanDelivered MoreThanBillable")]
    [InlineData(600, "500/500/0", 601, "MoreThanGranted MoreThanDelivered MoreThanBillable")]
    [InlineData(600, "601/601/0", 601, "MoreThanGranted")]
    [InlineData(600, "500/500/0", 470, "LessThanBillable")]
    [InlineData(600, "500/500/0", 0, "NotInvoiced")]
    [InlineData(600, "500/0/0", 0, "")]
    [InlineData(600, null, 0, "")]
    [InlineData(600, null, 60, "NotRegistered")]
    [InlineData(0, null, 60, "NotRegistered MoreThanGranted")]
    public void Compare_TellsAllThatDiffers(int granted, string? told, int invoiced, string differences) =>
        Assert.Equal(differences, string.Join(' ', InvoiceRules.Compare(granted, Amount(told), invoiced)));

    [Fact]
    public void Compare_InvoicedBelowZero_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InvoiceRules.Compare(0, null, -1));

    private static HoursAmount? Amount(string? told) =>
        told?.Split('/').Select(int.Parse).ToArray() is [var delivered, var billable, var doors]
            ? new HoursAmount(delivered, billable, doors)
            : null;
}
