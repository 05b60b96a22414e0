package org.tocsin.federation.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.tocsin.federation.follow.Wire;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.frame.FrameStream;
import org.tocsin.kernel.Digest;

/** The dialling side: reads from the response of follow, writes the request of offer, which opens with the first frame. */
final class ClientWire implements Wire {
    private final Digest key;
    private final InputStream in;
    private final FrameStream frames;
    private final HttpClient client;
    private final HttpRequest.Builder offer;
    private final StreamingBody out = new StreamingBody();
    private boolean offering;

    ClientWire(Digest key, InputStream in, HttpClient client, HttpRequest.Builder offer) {
        this.key = key;
        this.in = in;
        this.frames = new FrameStream(in);
        this.client = client;
        this.offer = offer;
    }

    @Override
    public Digest peerKey() {
        return key;
    }

    @Override
    public boolean dialled() {
        return true;
    }

    @Override
    public Frame receive(int most) throws IOException {
        return frames.next(most);
    }

    @Override
    public void send(byte[] frame) throws IOException {
        if (!offering) {
            offering = true;
            var _ = client.sendAsync(
                            offer.POST(HttpRequest.BodyPublishers.fromPublisher(out))
                                    .build(),
                            BodyHandlers.discarding())
                    .whenComplete((_, _) -> close());
        }
        out.write(frame);
    }

    @Override
    public void close() {
        out.end();
        try {
            in.close();
        } catch (IOException gone) {
            System.getLogger(ClientWire.class.getName()).log(System.Logger.Level.DEBUG, "already gone", gone);
        }
    }
}
