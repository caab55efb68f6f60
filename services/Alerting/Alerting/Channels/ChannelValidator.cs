using Monitoring.ServiceDefaults.Http.OutboundGuard;

namespace Monitoring.Alerting.Channels;

/// <summary>Turns a request into a channel, or says everything that is wrong with it.</summary>
internal static class ChannelValidator
{
    private const int MaxNameLength = 200;
    private const int MaxUrlLength = 2048;
    private const int MinSecretLength = 16;
    private const int MaxSecretLength = 256;

    /// <returns>The channel with an empty id, version 1 and no secret, or null when <paramref name="errors"/> has got entries.</returns>
    public static Channel? Read(ChannelRequest request, OutboundGuard guard, FieldErrors errors)
    {
        errors.AddUnless(!string.IsNullOrWhiteSpace(request.Name), "name", "Is required.");
        errors.AddUnless(
            request.Name is null || (request.Name.Length <= MaxNameLength && !request.Name.Any(char.IsControl)),
            "name",
            $"May have at most {MaxNameLength} characters, none of them a control character.");
        errors.AddUnless(request.Kind is null or Channel.Webhook, "kind", $"Must be {Channel.Webhook}.");
        errors.AddUnless(request.Version is null or > 0, "version", "Must be the version that was read, 1 or more.");
        errors.AddUnless(
            string.IsNullOrEmpty(request.Secret) || request.Secret.Length is >= MinSecretLength and <= MaxSecretLength,
            "secret",
            $"Must have {MinSecretLength} to {MaxSecretLength} characters.");

        var (url, refusal) = guard.Check(request.Url);
        if (refusal is not null)
        {
            errors.Add("url", refusal);
        }
        else
        {
            errors.AddUnless(url!.AbsoluteUri.Length <= MaxUrlLength, "url", $"May have at most {MaxUrlLength} characters.");
        }

        return errors.Any ? null : new()
        {
            Id = Guid.Empty,
            Name = request.Name!.Trim(),
            Kind = Channel.Webhook,
            IsEnabled = request.IsEnabled ?? true,
            Url = url!.AbsoluteUri,
            Version = 1,
        };
    }
}
