using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Gateway.ApiKeys;
using Monitoring.Gateway.SignIn;
using Monitoring.Gateway.Users;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.Tests.ApiKeys;

/// <summary>Every role and every scope against every policy.</summary>
public sealed class AccessMatrixTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Everything = "read operate admin tasks:write logs:write metrics:write rum:write";

    [Theory]
    [InlineData(Roles.Viewer, "read")]
    [InlineData(Roles.Operator, "read operate tasks:write logs:write metrics:write rum:write")]
    [InlineData(Roles.Admin, Everything)]
    [InlineData("unheard-of", "")]
    public Task A_role_may_do_what_it_is_for_and_nothing_else(string role, string granted) => AssertGrantedAsync(granted, Caller.Person(new Session
    {
        Id = Guid.CreateVersion7(),
        UserId = Guid.CreateVersion7(),
        UserName = "somebody",
        Role = role,
        OpenedBy = Session.ByPassword,
        LastSeenAt = gateway.Time.GetUtcNow(),
        EndsAt = gateway.Time.GetUtcNow(),
    }));

    [Theory]
    [InlineData(Access.Read, "read")]
    [InlineData(Access.Operate, "operate")]
    [InlineData(Access.TasksWrite, "tasks:write")]
    [InlineData(Access.LogsWrite, "logs:write")]
    [InlineData(Access.MetricsWrite, "metrics:write")]
    [InlineData(Access.RumWrite, "rum:write")]
    [InlineData(Access.Admin, Everything)]
    public Task A_key_may_do_what_its_scopes_say_and_nothing_else(string scope, string granted) => AssertGrantedAsync(granted, Caller.Program(new ApiKey
    {
        Id = Guid.CreateVersion7(),
        PublicId = "abcdefgh",
        Kind = "api",
        Name = "test",
        SecretHash = [],
        Scopes = [scope],
        CreatedAt = gateway.Time.GetUtcNow(),
        CreatedBy = "test",
    }));

    [Fact]
    public Task Nobody_may_do_nothing() => AssertGrantedAsync("", new ClaimsPrincipal(new ClaimsIdentity()));

    private async Task AssertGrantedAsync(string granted, ClaimsPrincipal caller)
    {
        var authorization = gateway.Services.GetRequiredService<IAuthorizationService>();
        var actual = new List<string>();
        foreach (var access in Access.All)
        {
            if ((await authorization.AuthorizeAsync(caller, access)).Succeeded)
            {
                actual.Add(access);
            }
        }

        Assert.Equal(granted, string.Join(' ', actual));
    }
}
