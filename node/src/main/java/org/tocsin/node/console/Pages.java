package org.tocsin.node.console;

import io.jstach.jstachio.Template;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.tocsin.kernel.Bytes;
import org.tocsin.platform.http.Response;

/** Pages as responses; none is kept by a browser, since each shows what is secret. */
final class Pages {
    private Pages() {}

    static <T> Response html(Template<T> template, T page) {
        return html(template, page, 200, Map.of());
    }

    static <T> Response html(Template<T> template, T page, int status, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.putIfAbsent("cache-control", "no-store");
        var text = template.execute(page, new StringBuilder(16_384)).toString();
        var body = Bytes.owning(text.getBytes(StandardCharsets.UTF_8));
        return new Response.Whole(status, "text/html; charset=utf-8", body, Map.copyOf(all));
    }
}
