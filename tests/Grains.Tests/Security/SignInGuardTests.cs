using Universal.Grains.Security;
using Universal.Security;

namespace Universal.Grains.Tests.Security;

/// <summary>Who is refused after failed sign-ins, and who is not.</summary>
public sealed class SignInGuardTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly RequestOrigin Stranger = new(null, "192.0.2.1", "n1");
    private static readonly RequestOrigin Owner = new(null, "192.0.2.2", "n1");
    private readonly SecurityOptions _options = new();
    private readonly SignInGuard _guard;

    public SignInGuardTests() => _guard = new SignInGuard(_options);

    [Fact]
    public void Stranger_WhoGuesses_LocksOutNobodyElse()
    {
        Fail(Stranger, 5);
        Assert.True(_guard.Refuses(Stranger, Now));
        Assert.False(_guard.Refuses(Owner, Now));
        Assert.False(_guard.Refuses(Stranger, Now + _options.LockoutTime));
    }

    [Fact]
    public void Address_WithAGoodSignIn_IsSlowedDownAndNeverLockedOut()
    {
        _guard.AfterSuccess(Owner, Now);
        Fail(Owner, 4);
        Assert.False(_guard.Refuses(Owner, Now));
        for (var i = 0; i < 200; i++)
        {
            var until = _guard.AfterFailure(Owner, Now);
            Assert.InRange(until!.Value - Now, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public void Device_ThatIsKnown_IsNotLockedOutByItsAddress()
    {
        Fail(Stranger, 5);
        var device = Stranger with { Device = "d1" };
        Assert.True(_guard.IsKnown(device));
        Assert.False(_guard.Refuses(device, Now));
    }

    [Fact]
    public void Strangers_WithManyAddresses_DoNotMakeItForgetWhoSignedIn()
    {
        _guard.AfterSuccess(Owner, Now);
        for (var i = 0; i < 5_000; i++) _guard.AfterFailure(new RequestOrigin(null, $"198.51.{i / 250}.{i % 250}"), Now + TimeSpan.FromSeconds(i));
        Assert.True(_guard.IsKnown(Owner));
    }

    [Fact]
    public void Unlock_EndsEveryLockOut()
    {
        Fail(Stranger, 5);
        _guard.Unlock();
        Assert.False(_guard.Refuses(Stranger, Now));
    }

    private void Fail(RequestOrigin origin, int times)
    {
        for (var i = 0; i < times; i++) _guard.AfterFailure(origin, Now);
    }
}
