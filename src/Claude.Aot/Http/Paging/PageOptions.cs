using System.Globalization;

namespace Claude.Aot;

/// <summary>Options that select a page of a list.</summary>
/// <remarks>The values are copied when a call begins: a later change has no effect on it.</remarks>
/// <example>
/// <code>
/// await foreach (ModelInfo model in client.Models.ListAsync(new PageOptions { Limit = 100 }))
///     Console.WriteLine(model.Id);
/// </code>
/// </example>
public sealed class PageOptions
{
    /// <summary>The maximum number of items on a page, 1 to 1,000; the API rejects other values. Null by default: the API then uses 20.</summary>
    public int? Limit { get; set; }

    /// <summary>The id of the item after which the page begins. An enumeration continues with older items. Null by default.</summary>
    public string? AfterId { get; set; }

    /// <summary>
    /// The id of the item before which the page ends. An enumeration continues with newer items, page by page, each page in the order of the list. Null by
    /// default. Cannot be combined with <see cref="AfterId"/>: calls throw an <see cref="ArgumentException"/> if both are set.
    /// </summary>
    public string? BeforeId { get; set; }

    /// <exception cref="ArgumentException">Both ids are set.</exception>
    internal void Verify()
    {
        if (AfterId is not null && BeforeId is not null)
        {
            throw new ArgumentException($"A page begins behind one item or ends before one: set {nameof(AfterId)} or {nameof(BeforeId)}, not both.");
        }
    }

    internal PageOptions Copy() => (PageOptions)MemberwiseClone();

    /// <exception cref="ArgumentException">Both ids are set.</exception>
    internal string ToQuery()
    {
        Verify();
        var parts = new List<string>();
        Add("limit", Limit?.ToString(CultureInfo.InvariantCulture));
        Add("after_id", AfterId);
        Add("before_id", BeforeId);
        return string.Join('&', parts);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }
    }
}
