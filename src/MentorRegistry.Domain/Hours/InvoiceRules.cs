namespace MentorRegistry.Domain.Hours;

/// <summary>How an invoice's hours for a placement differ from what is known.</summary>
public enum InvoiceDifference
{
    /// <summary>Hours are billable, and the invoice has none.</summary>
    NotInvoiced,

    /// <summary>The invoice has hours, and none are told.</summary>
    NotRegistered,

    /// <summary>More than is granted for the month.</summary>
    MoreThanGranted,

    /// <summary>More than was delivered, and no closed door explains it.</summary>
    MoreThanDelivered,

    /// <summary>More than is billable.</summary>
    MoreThanBillable,

    /// <summary>Less than is billable.</summary>
    LessThanBillable,
}

/// <summary>Holds an invoice against granted, delivered and billable hours (issue 4).</summary>
public static class InvoiceRules
{
    /// <summary>All differences of a placement's month.</summary>
    /// <param name="grantedMinutes">What is granted for the month.</param>
    /// <param name="told">The month's hours; <c>null</c> = none are told.</param>
    /// <param name="invoicedMinutes">What the invoice has; nought where it has nothing. Below zero is refused.</param>
    public static IReadOnlyList<InvoiceDifference> Compare(
        int grantedMinutes,
        HoursAmount? told,
        int invoicedMinutes
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(invoicedMinutes);
        var differences = new List<InvoiceDifference>();
        void AddIf(bool isSo, InvoiceDifference difference)
        {
            if (isSo)
            {
                differences.Add(difference);
            }
        }

        var (delivered, billable, noShows) = told ?? default;
        AddIf(invoicedMinutes == 0 && billable > 0, InvoiceDifference.NotInvoiced);
        AddIf(invoicedMinutes > 0 && told is null, InvoiceDifference.NotRegistered);
        AddIf(invoicedMinutes > grantedMinutes, InvoiceDifference.MoreThanGranted);
        AddIf(
            told is not null && invoicedMinutes > delivered && noShows == 0,
            InvoiceDifference.MoreThanDelivered
        );
        AddIf(told is not null && invoicedMinutes > billable, InvoiceDifference.MoreThanBillable);
        AddIf(invoicedMinutes > 0 && invoicedMinutes < billable, InvoiceDifference.LessThanBillable);
        return differences;
    }

    /// <summary>By how many minutes it differs; what <see cref="Compare"/> does not name differs by none.</summary>
    /// <param name="difference">Which difference.</param>
    /// <param name="grantedMinutes">What is granted for the month.</param>
    /// <param name="told">The month's hours.</param>
    /// <param name="invoicedMinutes">What the invoice has.</param>
    public static int MinutesOf(
        InvoiceDifference difference,
        int grantedMinutes,
        HoursAmount told,
        int invoicedMinutes
    ) =>
        difference switch
        {
            InvoiceDifference.NotInvoiced => told.BillableMinutes,
            InvoiceDifference.NotRegistered => invoicedMinutes,
            InvoiceDifference.MoreThanGranted => invoicedMinutes - grantedMinutes,
            InvoiceDifference.MoreThanDelivered => invoicedMinutes - told.DeliveredMinutes,
            InvoiceDifference.MoreThanBillable => invoicedMinutes - told.BillableMinutes,
            _ => told.BillableMinutes - invoicedMinutes,
        };
}
