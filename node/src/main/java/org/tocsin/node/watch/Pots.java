package org.tocsin.node.watch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Device;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Role;
import org.tocsin.edge.Tap;
import org.tocsin.edge.minipot.MinipotLogin;
import org.tocsin.edge.minipot.MinipotSettings;
import org.tocsin.edge.minipot.Minipots;
import org.tocsin.edge.minipot.Protocol;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Printable;
import org.tocsin.policy.Blocklists;

/** The minipots, where the settings want them; makes a finding like the tap's of what logs in there. */
public final class Pots implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Pots.class.getName());
    private static final String EXPECTED = "nobody logs in here: nothing is served";
    /** Nobody has anything to seek there; that it was somebody who mistook the machine is left. */
    private static final double CONFIDENCE = 0.95;
    /** Somebody may have had a URL fetched by an innocent: told, and blames nobody. */
    private static final double TOLD_ONLY = 0.5;

    private final DetectionSettings networks;
    private final Clock clock;
    private final Supplier<List<Device>> devices;
    private final Tap.Findings findings;
    private final @Nullable Minipots minipots;

    /**
     * Starts to listen, if anything is set; refuses ({@code minipot.listen}) what can't be listened on.
     *
     * @param networks whose they are who come
     * @param devices own devices as the tap has seen them
     * @param findings hears of log-ins as of what a tap finds
     */
    public Pots(
            MinipotSettings settings,
            DetectionSettings networks,
            Blocklists blocklists,
            Clock clock,
            Entropy entropy,
            Meter meter,
            Supplier<List<Device>> devices,
            Tap.Findings findings) {
        this.networks = networks;
        this.clock = clock;
        this.devices = devices;
        this.findings = findings;
        this.minipots =
                settings.enabled() ? Minipots.start(settings, blocklists, clock, entropy, meter, this::on) : null;
    }

    /** The port of each that listens. */
    public Map<Protocol, Integer> ports() {
        return minipots == null ? Map.of() : minipots.ports();
    }

    /** See {@link Minipots#forgive}. */
    void forgive(Prefix whom) {
        if (minipots != null) {
            minipots.forgive(whom);
        }
    }

    private void on(MinipotLogin login) {
        if (login.source().equals(login.here())) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "this machine tried its own {0} minipot",
                    login.protocol().word());
            return;
        }
        findings.on(finding(login), clock.nanos());
    }

    private Finding finding(MinipotLogin login) {
        boolean inside = networks.isInside(login.source());
        var acts = device(login);
        return new Finding(
                login.at(),
                0,
                0,
                inside ? acts : login.here().toString(),
                inside ? login.source() : login.here(),
                Kind.MINIPOT_LOGIN,
                login.accuses() ? CONFIDENCE : TOLD_ONLY,
                EXPECTED,
                observed(login),
                List.of(inside ? login.here() : login.source()),
                List.of(login.port()),
                true,
                inside ? new Role.OwnDevice(acts, login.source()) : new Role.Inbound(login.source(), true),
                new Evidence(
                        login.tries(),
                        0,
                        Duration.between(login.first(), login.at()).toMillis(),
                        login.repeats()));
    }

    private String device(MinipotLogin login) {
        return devices.get().stream()
                .filter(device -> device.address().equals(login.source()))
                .map(Device::id)
                .findFirst()
                .orElse(login.source().toString());
    }

    private static String observed(MinipotLogin login) {
        return login.tries() + (login.tries() == 1 ? " log-in" : " log-ins") + " at the "
                + login.protocol().word() + " minipot, " + login.pairs()
                + (login.pairs() == 1 ? " pair" : " different pairs") + " of credentials in " + login.visits()
                + (login.visits() == 1 ? " connection" : " connections") + "; the latest pair, " + login.pair()
                + (login.user().isEmpty()
                        ? ""
                        : " ('" + Printable.of(login.user()) + "'), is on the list of factory credentials")
                + (login.token().isEmpty() ? "" : "; campaign token " + Printable.of(login.token()))
                + (login.software().isEmpty() ? "" : "; it calls itself " + login.software())
                + (login.repeats() == 0 ? "" : "; still running");
    }

    @Override
    public void close() {
        if (minipots != null) {
            minipots.close();
        }
    }
}
