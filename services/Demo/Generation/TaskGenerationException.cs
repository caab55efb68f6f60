namespace Monitoring.Demo.Generation;

/// <summary>One task cannot be generated, for a reason in the data; the run goes on.</summary>
internal abstract class TaskGenerationException(string message) : Exception(message);

/// <summary>A letter is to be sent to a client whose address is not on file.</summary>
internal sealed class AddressMissingException(string subject) : TaskGenerationException($"{subject} has no address on file.");

/// <summary>A due rule cannot be read.</summary>
internal sealed class DueRuleException(string rule) : TaskGenerationException($"The due rule '{rule}' cannot be read.");

/// <summary>A due rule names a day that the month does not have.</summary>
internal sealed class DueDateException(string rule, int year, int month)
    : TaskGenerationException($"There is no '{rule}' in {year}-{month:00}.");

/// <summary>A request names a template that does not exist; nothing of it can be generated.</summary>
internal sealed class UnknownTemplateException(string template) : Exception($"There is no template '{template}'.");
