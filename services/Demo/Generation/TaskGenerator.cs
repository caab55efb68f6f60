using Monitoring.Demo.Templates;

namespace Monitoring.Demo.Generation;

/// <summary>A task to be generated.</summary>
internal sealed record WorkItem(TaskTemplate Template, Subject Subject, string? RequestedBy = null);

/// <summary>A generated task.</summary>
/// <param name="Id">Template, client and month; generating again gives the same task.</param>
/// <param name="Title">What is to be done for whom.</param>
/// <param name="DueDate">A working day, where the template wants one.</param>
/// <param name="Address">Where the letter goes; null for the portal.</param>
/// <param name="RequestedBy">Who asked for it; null when nobody had to.</param>
internal sealed record GeneratedTask(string Id, string Title, DateOnly DueDate, string? Address, string? RequestedBy);

/// <summary>Generates the tasks of a month from the templates.</summary>
internal sealed class TaskGenerator(TemplateFile file)
{
    private readonly WorkCalendar _calendar = new(file.Holidays);

    /// <summary>What there is to do in a month.</summary>
    /// <exception cref="UnknownTemplateException">A request names a template that does not exist.</exception>
    public IReadOnlyList<WorkItem> Plan(GenerationMode mode, int month) => mode == GenerationMode.Manual
        ? [.. file.Requests.Where(request => request.Month == month).SelectMany(PlanRequest)]
        : [.. from template in file.Templates
              where template.Mode == mode && template.ComesUpIn(month)
              from subject in file.Subjects
              where template.Concerns(subject)
              select new WorkItem(template, subject)];

    /// <summary>True when a flow has anything to do in a month.</summary>
    public bool HasWork(GenerationMode mode, int month) => mode == GenerationMode.Manual
        ? file.Requests.Any(request => request.Month == month)
        : file.Templates.Any(template => template.Mode == mode && template.ComesUpIn(month));

    /// <returns>The task; null when the client's contract has ended and it is left out.</returns>
    /// <exception cref="TaskGenerationException">The data does not allow it.</exception>
    public GeneratedTask? Generate(WorkItem item, int year, int month)
    {
        var (template, subject, requestedBy) = item;
        if (!subject.IsActiveIn(month))
        {
            return null;
        }

        var address = template.Delivery == Delivery.Letter ? subject.AddressIn(month) ?? throw new AddressMissingException(subject.Id) : null;
        return new(
            $"{template.Id}/{subject.Id}/{year}-{month:00}",
            $"{template.Title} for {subject.Name}",
            DueRule.DateIn(year, month, template.Due, template.Shift, _calendar),
            address,
            requestedBy);
    }

    private IEnumerable<WorkItem> PlanRequest(ManualRequest request) =>
        from id in request.Templates
        let template = file.Templates.FirstOrDefault(template => template.Id == id) ?? throw new UnknownTemplateException(id)
        from subject in file.Subjects
        where request.Subjects.Contains(subject.Id)
        select new WorkItem(template, subject, request.RequestedBy);
}
