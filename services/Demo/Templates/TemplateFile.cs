using System.Text.Json;
using System.Text.Json.Serialization;

namespace Monitoring.Demo.Templates;

/// <summary>What the demo generates from: <c>templates.json</c>, the books of a small accounting office.</summary>
/// <param name="Holidays">Days of every year on which nobody works, as <c>MM-dd</c>.</param>
/// <param name="Subjects">The office's clients.</param>
/// <param name="Templates">The tasks that come up for them.</param>
/// <param name="Requests">What people ask for by hand.</param>
internal sealed record TemplateFile(
    IReadOnlyList<string> Holidays,
    IReadOnlyList<Subject> Subjects,
    IReadOnlyList<TaskTemplate> Templates,
    IReadOnlyList<ManualRequest> Requests)
{
    public const string FileName = "templates.json";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static TemplateFile Load(string path)
    {
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize<TemplateFile>(file, _json) ?? throw new JsonException($"{path} is empty.");
    }
}

/// <summary>A client of the office.</summary>
/// <param name="Id">Short key, e.g. <c>c-07</c>.</param>
/// <param name="Name">Name in titles.</param>
/// <param name="Region">Templates may be limited to regions.</param>
/// <param name="Address">Where letters go.</param>
/// <param name="NoAddressIn">Months in which the client moves and no address is on file.</param>
/// <param name="ActiveUntil">Last month of the contract; null while it goes on.</param>
internal sealed record Subject(string Id, string Name, string Region, string Address, IReadOnlyList<int> NoAddressIn, int? ActiveUntil = null)
{
    public bool IsActiveIn(int month) => ActiveUntil is null || month <= ActiveUntil;

    public string? AddressIn(int month) => NoAddressIn.Contains(month) ? null : Address;
}

/// <summary>A kind of task that comes up again and again, once, or on request.</summary>
/// <param name="Id">Short key, e.g. <c>vat-return</c>.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="Mode">Which flow generates it.</param>
/// <param name="Recurrence">How often it comes up.</param>
/// <param name="FirstMonth">First month of the year in which it does.</param>
/// <param name="Due">When it is due within the month; see <see cref="Generation.DueRule"/>.</param>
/// <param name="Shift">Where a due date goes that is not a working day.</param>
/// <param name="Delivery">How the client gets the result; a letter needs an address.</param>
/// <param name="Regions">Regions it is limited to; null means all.</param>
internal sealed record TaskTemplate(
    string Id,
    string Title,
    GenerationMode Mode,
    Recurrence Recurrence,
    int FirstMonth,
    string Due,
    DueShift Shift,
    Delivery Delivery,
    IReadOnlyList<string>? Regions = null)
{
    public bool ComesUpIn(int month) => Recurrence switch
    {
        Recurrence.Monthly => month >= FirstMonth,
        Recurrence.Quarterly => month >= FirstMonth && (month - FirstMonth) % 3 == 0,
        Recurrence.Yearly or Recurrence.Once => month == FirstMonth,
        _ => false,
    };

    public bool Concerns(Subject subject) => Regions is null || Regions.Contains(subject.Region);
}

/// <summary>Somebody asks for tasks by hand.</summary>
internal sealed record ManualRequest(int Month, string RequestedBy, IReadOnlyList<string> Templates, IReadOnlyList<string> Subjects);

/// <summary>The flow that generates a task.</summary>
internal enum GenerationMode
{
    Auto,
    OneTime,
    Manual,
}

/// <summary>How often a task comes up.</summary>
internal enum Recurrence
{
    Monthly,
    Quarterly,
    Yearly,
    Once,
    OnRequest,
}

/// <summary>Where a due date goes that is not a working day.</summary>
internal enum DueShift
{
    None,
    Next,
    Previous,
}

/// <summary>How a client gets the result.</summary>
internal enum Delivery
{
    Portal,
    Letter,
}
