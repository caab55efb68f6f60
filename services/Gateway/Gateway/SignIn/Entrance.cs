using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.Audit;
using Monitoring.Gateway.Users;

namespace Monitoring.Gateway.SignIn;

/// <summary>Lets a person in who has proved who they are: a session, its cookie, and a line in the audit log.</summary>
internal sealed class Entrance(SessionStore sessions, AuditLog audit, IOptions<SessionOptions> options)
{
    public async Task OpenAsync(HttpContext context, User user, string openedBy)
    {
        // Always a new session: one that a browser brought along may be known to somebody else.
        var secret = await sessions.OpenAsync(user.Id, openedBy, context.RequestAborted);
        SessionCookie.Write(context, secret, options.Value.AbsoluteTimeout);
        await audit.WriteAsync(context, "sign-in", user.Name, openedBy);
    }
}
