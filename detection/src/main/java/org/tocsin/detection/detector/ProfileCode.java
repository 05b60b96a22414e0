package org.tocsin.detection.detector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.tocsin.detection.Profile;
import org.tocsin.detection.Profile.News;
import org.tocsin.detection.Profile.State;
import org.tocsin.detection.Service;
import org.tocsin.detection.Service.Party;
import org.tocsin.detection.Service.Protocol;
import org.tocsin.detection.Service.Side;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;

/**
 * A profile in CBOR: {@code [state, [* service], [* [service, milliseconds, count]]]}, a service being
 * {@code [side, protocol, from, to, party, host]}, and each choice its code.
 */
final class ProfileCode {
    private static final Limit SERVICES = new Limit("profile.services", Habits.MOST);
    private static final Limit NEWS = new Limit("profile.news", Habits.NEWS);
    /** The year 9999. */
    private static final Limit TIME = new Limit("profile.time", 253_402_300_799_999L);

    private ProfileCode() {}

    static void write(CborWriter out, Profile profile) {
        out.array(3).uint(profile.state().code()).array(profile.services().size());
        profile.services().forEach(one -> write(out, one));
        out.array(profile.news().size());
        profile.news().forEach(one -> {
            write(out.array(3), one.service());
            out.uint(Math.max(0, one.since().toEpochMilli())).uint(one.count());
        });
    }

    private static void write(CborWriter out, Service service) {
        out.array(6)
                .uint(service.side().code())
                .uint(service.protocol().code())
                .uint(service.from())
                .uint(service.to())
                .uint(service.party().code())
                .text(service.host());
    }

    static Profile read(CborReader in) {
        int items = in.array(3);
        var state = choice(in, State.values(), State::code);
        List<Service> services = new ArrayList<>();
        for (int left = SERVICES.check(in.array()); left > 0; left--) {
            services.add(service(in));
        }
        List<News> news = new ArrayList<>();
        for (int left = NEWS.check(in.array()); left > 0; left--) {
            int parts = in.array(3);
            news.add(new News(service(in), Instant.ofEpochMilli(TIME.check(in.uint())), in.uint()));
            in.skip(parts - 3);
        }
        in.skip(items - 3);
        return new Profile(state, services, news);
    }

    private static Service service(CborReader in) {
        int items = in.array(6);
        var service = new Service(
                choice(in, Side.values(), Side::code),
                choice(in, Protocol.values(), Protocol::code),
                in.uintInt(),
                in.uintInt(),
                choice(in, Party.values(), Party::code),
                in.text());
        in.skip(items - 6);
        return service;
    }

    private static <T> T choice(CborReader in, T[] all, ToIntFunction<T> code) {
        long which = in.uint();
        for (var one : all) {
            if (code.applyAsInt(one) == which) {
                return one;
            }
        }
        throw new Rejection("profile.choice", which + " is none of " + all.length);
    }
}
