using Monitoring.ServiceDefaults.EmbeddedPostgres;

namespace Monitoring.ServiceDefaults.Tests.EmbeddedPostgres;

public sealed class PostgresBinariesTests
{
    private static readonly PostgresBinaries _old = new("/old", 13);
    private static readonly PostgresBinaries _fifteen = new("/15", 15);
    private static readonly PostgresBinaries _eighteen = new("/18", 18);

    [Fact]
    public void New_data_goes_to_the_first_installation_that_is_new_enough() =>
        Assert.Equal(_eighteen, PostgresBinaries.Choose([_old, _eighteen, _fifteen], neededVersion: null, "/data"));

    [Fact]
    public void Data_that_exists_is_opened_by_the_version_that_wrote_it() =>
        Assert.Equal(_fifteen, PostgresBinaries.Choose([_eighteen, _fifteen], neededVersion: 15, "/data"));

    [Fact]
    public void Data_of_a_version_that_is_not_installed_is_refused_with_both_versions_named()
    {
        var error = Assert.Throws<EmbeddedPostgresException>(() => PostgresBinaries.Choose([_eighteen], neededVersion: 15, "/data"));

        Assert.Contains("/data was written by Postgres 15", error.Message, StringComparison.Ordinal);
        Assert.Contains("installed here: 18", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_a_usable_version_is_told_what_to_install()
    {
        var error = Assert.Throws<EmbeddedPostgresException>(() => PostgresBinaries.Choose([_old], neededVersion: null, "/data"));

        Assert.Contains("Postgres 15 or newer is needed (installed here: 13)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void This_machines_installation_is_found_with_its_version()
    {
        var found = PostgresBinaries.FindAll()[0];

        Assert.True(File.Exists(found.PathOf("initdb")));
        Assert.InRange(found.MajorVersion, PostgresBinaries.OldestMajorVersion, 99);
    }
}
