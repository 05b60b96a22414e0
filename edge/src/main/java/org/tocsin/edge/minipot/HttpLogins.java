package org.tocsin.edge.minipot;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.tocsin.wire.http.HttpHead;

/**
 * Finds log-ins in a request, and leaves out those that somebody else can make an innocent browser send: else a page with a form, or
 * a name that is pointed here, would have its visitors blocked everywhere.
 */
final class HttpLogins {
    private static final Pattern BROWSER = Pattern.compile("Mozilla/5\\.0.*");
    /** An address in digits: who comes by a name may have been led here by the name's owner (DNS rebinding). */
    private static final Pattern ADDRESS = Pattern.compile("([0-9.]{7,15}|\\[[0-9a-fA-F:.]{2,45}])(:[0-9]{1,5})?");

    private static final Set<String> NAMES =
            Set.of("username", "user", "login", "name", "uname", "usr", "account", "email");
    private static final Set<String> SECRETS = Set.of("password", "pass", "passwd", "pwd", "psw", "psd", "passcode");
    private static final int MOST_FIELDS = 16;

    private HttpLogins() {}

    static void read(HttpHead head, String body, Visit visit) {
        var host = head.header("host");
        if (!host.isEmpty() && !ADDRESS.matcher(host).matches()) {
            return;
        }
        boolean browser = BROWSER.matcher(head.header("user-agent")).matches();
        var basic = head.header("authorization");
        if (!browser && basic.regionMatches(true, 0, "Basic ", 0, 6)) {
            basic(basic.substring(6).strip(), visit);
        }
        var origin = head.header("origin");
        boolean own = origin.isEmpty() || origin.equals("http://" + host);
        if (head.method().equals("POST") && own) {
            form(body, visit);
        }
    }

    /** A link with a name and secret in it is enough for this, and a web hook takes one from anybody. */
    private static void basic(String encoded, Visit visit) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1);
            int colon = pair.indexOf(':');
            if (colon >= 0) {
                visit.login(pair.substring(0, colon), pair.substring(colon + 1), Visit.Weight.FETCHED);
            }
        } catch (IllegalArgumentException noLogin) {
            // what is no base64 is no pair either
        }
    }

    /** A web hook posts what it is told to; a word that the page gives out and wants back can be read by many who have it fetched. */
    private static void form(String body, Visit visit) {
        var user = "";
        String secret = null;
        for (var field : body.strip().split("&", MOST_FIELDS + 1)) {
            int equals = field.indexOf('=');
            var key = equals < 0 ? "" : field.substring(0, equals).toLowerCase(java.util.Locale.ROOT);
            if (NAMES.contains(key)) {
                user = decoded(field.substring(equals + 1));
            } else if (SECRETS.contains(key)) {
                secret = decoded(field.substring(equals + 1));
            }
        }
        if (secret != null) {
            visit.login(user, secret, Visit.Weight.FETCHED);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException raw) {
            return text;
        }
    }
}
