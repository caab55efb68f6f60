using Monitoring.Gateway.ApiKeys;
using Monitoring.Gateway.SignIn;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.Tests.SignIn;

public sealed class CallerTests
{
    [Fact]
    public void Two_keys_of_one_name_are_two_callers()
    {
        var (first, second) = (Caller.Program(Key()), Caller.Program(Key()));

        Assert.Equal(first.Identity!.Name, second.Identity!.Name);
        Assert.StartsWith("key:", CallerId.Of(first), StringComparison.Ordinal);
        Assert.NotEqual(CallerId.Of(first), CallerId.Of(second));
    }

    [Fact]
    public void A_person_is_one_caller_in_every_session()
    {
        var user = Guid.CreateVersion7();

        Assert.Equal(CallerId.Of(Caller.Person(SessionOf(user))), CallerId.Of(Caller.Person(SessionOf(user))));
        Assert.Equal($"user:{user}", CallerId.Of(Caller.Person(SessionOf(user))));
    }

    private static ApiKey Key() => new()
    {
        Id = Guid.CreateVersion7(),
        PublicId = "",
        Kind = "api",
        Name = "ci",
        SecretHash = [],
        Scopes = [Access.Read],
        CreatedAt = default,
        CreatedBy = "test",
    };

    private static Session SessionOf(Guid user) => new()
    {
        Id = Guid.CreateVersion7(),
        UserId = user,
        UserName = "ann",
        Role = "viewer",
        OpenedBy = Session.ByPassword,
        LastSeenAt = default,
        EndsAt = default,
    };
}
