namespace Monitoring.Gateway.Local;

/// <summary>Where the person at the machine finds the way in.</summary>
/// <param name="DataFolder">Folder that only its owner reads; holds <c>setup-token</c> and <c>demo-key</c>.</param>
/// <param name="Terminal">Where the login link is printed; not the log, which is kept and sent on.</param>
internal sealed record LocalAccess(string DataFolder, TextWriter Terminal)
{
    public string SetupTokenFile => Path.Combine(DataFolder, "setup-token");

    public string DemoKeyFile => Path.Combine(DataFolder, "demo-key");
}
