using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Monitoring.ServiceDefaults.Http;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.Tests.Intake;

public sealed class IdempotencyKeyTests
{
    [Fact]
    public void Two_keys_of_one_name_do_not_share_what_they_have_sent()
    {
        Assert.NotEqual(ReadFor("key:1"), ReadFor("key:2"));
        Assert.Equal(ReadFor("key:1"), ReadFor("key:1"));
    }

    private static IdempotencyKey? ReadFor(string callerId)
    {
        var context = new DefaultHttpContext
        {
            User = new(new ClaimsIdentity([new(CallerId.Claim, callerId), new(ClaimTypes.Name, "key:ci")])),
        };
        context.Request.Headers[IdempotencyKey.Header] = "1";
        Assert.True(IdempotencyKey.TryRead(context.Request, "start", out var key));
        return key;
    }
}
