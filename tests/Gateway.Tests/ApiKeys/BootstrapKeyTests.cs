using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Gateway.ApiKeys;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Gateway.Tests.ApiKeys;

public sealed class BootstrapKeyTests(BootstrapKeyTests.Fixture gateway) : IClassFixture<BootstrapKeyTests.Fixture>
{
    private const string Value = "a value an operator has chosen 1";

    [Fact]
    public async Task The_configured_value_is_an_admin_key()
    {
        using var program = gateway.Plain();
        program.DefaultRequestHeaders.Add("X-Api-Key", Value);

        using var response = await program.GetAsync("/api/v1/keys");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(("system", "key.created", "bootstrap"), (await gateway.AuditedAsync()).Select(entry => (entry.Actor, entry.Action, entry.Subject)));
    }

    [Fact]
    public async Task A_second_start_makes_no_second_key_and_revives_no_revoked_one()
    {
        const string Other = "another value an operator has chosen";
        var issuer = gateway.Services.GetRequiredService<ApiKeyIssuer>();
        var keys = gateway.Services.GetRequiredService<ApiKeyStore>();

        var first = await CommittedAsync(work => issuer.AdoptAsync(work, Other, "bootstrap", [Access.Admin], CancellationToken.None));
        var id = (await keys.FindAsync(Other, CancellationToken.None))!.Id;
        await CommittedAsync(work => keys.RevokeAsync(work, id, CancellationToken.None));
        var second = await CommittedAsync(work => issuer.AdoptAsync(work, Other, "bootstrap", [Access.Admin], CancellationToken.None));

        Assert.Equal((true, false), (first, second));
        Assert.Null(await keys.FindAsync(Other, CancellationToken.None));
    }

    private async Task<TResult> CommittedAsync<TResult>(Func<UnitOfWork, Task<TResult>> change)
    {
        await using var work = await gateway.Database.BeginAsync(CancellationToken.None);
        var result = await change(work);
        await work.CommitAsync(CancellationToken.None);
        return result;
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("0123456789012345678901234567890", false)]
    [InlineData("01234567890123456789012345678901", true)]
    public void A_value_that_could_be_guessed_stops_the_start(string? value, bool starts)
    {
        var result = new ValidateAuthOptions().Validate(null, new AuthOptions { BootstrapAdminKey = value });

        Assert.Equal(starts, result.Succeeded);
        if (!starts)
        {
            Assert.Equal("Auth:BootstrapAdminKey has 31 characters; it must have at least 32, or be left out.", result.FailureMessage);
        }
    }

    public sealed class Fixture : GatewayFixture
    {
        protected override void Configure(WebApplicationBuilder builder) =>
            builder.Configuration.AddInMemoryCollection([new("Auth:BootstrapAdminKey", Value)]);
    }
}
