package org.tocsin.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Prefix;
import org.tocsin.lab.fleet.RelayedLab;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Ground;
import org.tocsin.policy.Layer;
import org.tocsin.policy.Subject;

final class KnockTest {
    private static final Address LOADER = Address.parse("127.66.1.7");

    @TempDir
    Path folder;

    @Test
    void theLoaderIsLetInUntilItIsBlockedAndAgainWhenThatIsTakenBack() throws Exception {
        try (var lab = new RelayedLab(folder)) {
            assertThat(knock(lab.address())).isEqualTo(Knock.Answer.LET_IN);
            var subject = new Subject.Hosts(Prefix.host(LOADER));
            var ground = new Ground("indicator-1", "a peer saw it", Ground.FOR_GOOD);
            lab.blocklists.swap(Layer.VERDICT, edit -> edit.put(subject, new Decision.Throttle(ground)));
            assertThat(knock(lab.address())).isEqualTo(Knock.Answer.REFUSED);
            lab.blocklists.swap(Layer.VERDICT, edit -> edit.remove(subject));
            assertThat(knock(lab.address())).isEqualTo(Knock.Answer.LET_IN);
        }
    }

    @Test
    void nobodyAtThePortIsNotTakenForARefusal() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(knock(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .isEqualTo(Knock.Answer.NOBODY);
    }

    private static Knock.Answer knock(InetSocketAddress relay) throws Exception {
        return Knock.at(relay, LOADER, 10_000, Clock.system()).answer();
    }
}
