package org.tocsin.federation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A test's houses and hostile neighbours, closed behind it. */
abstract class Street {
    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    <T extends AutoCloseable> T keep(T one) {
        open.add(one);
        return one;
    }

    House house(String domain) throws IOException {
        return keep(new House(folder, domain, freePort()));
    }

    House behindNat(String domain) throws IOException {
        return keep(new House(folder, domain, 0));
    }

    Hostile hostile(House befriended) throws Exception {
        return keep(new Hostile("mallory.example")).befriend(befriended);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
