namespace Monitoring.TaskGeneration.Intake;

/// <summary>A message names a run that is not recorded, perhaps not yet: it is to be delivered again.</summary>
internal sealed class UnknownRunException(Guid runId) : Exception($"Run {runId} is not known.");
