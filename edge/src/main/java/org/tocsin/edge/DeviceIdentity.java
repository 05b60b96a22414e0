package org.tocsin.edge;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.tocsin.crypto.cert.Spki;
import org.tocsin.kernel.Digest;
import org.tocsin.policy.Subject;

/**
 * Who a device is, by its certificate and not by its address.
 *
 * @param key SHA-256 of the certificate's public key (SPKI); outlives a renewal with the same key
 * @param names subject alternative names (URI, DNS), then the common name; at most 16 of at most 256 characters
 */
public record DeviceIdentity(Digest key, List<String> names) {
    private static final int MOST_NAMES = 16;
    private static final int LONGEST_NAME = 256;
    private static final int SAN_DNS = 2;
    private static final int SAN_URI = 6;

    public DeviceIdentity {
        names = List.copyOf(names);
    }

    /** What to call it: the first name, else the key. */
    public String id() {
        return names.isEmpty() ? key.toString() : names.getFirst();
    }

    /** From a certificate that was verified before. */
    static DeviceIdentity of(X509Certificate certificate) {
        var names = new ArrayList<String>();
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            for (var name : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (name.get(0) instanceof Integer kind && (kind == SAN_URI || kind == SAN_DNS)) {
                    add(names, name.get(1));
                }
            }
            for (var part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    add(names, part.getValue());
                }
            }
        } catch (CertificateParsingException | InvalidNameException e) {
            // A name that can't be read names nobody; the key still does.
            names.clear();
        }
        return new DeviceIdentity(Spki.hash(certificate), names);
    }

    /** Under which words policy may speak of it. */
    List<Subject> subjects() {
        var subjects = new ArrayList<Subject>();
        subjects.add(new Subject.Key(key));
        names.forEach(name -> subjects.add(new Subject.Device(name)));
        return subjects;
    }

    private static void add(List<String> names, Object name) {
        if (name instanceof String text && text.length() <= LONGEST_NAME && names.size() < MOST_NAMES) {
            names.add(text);
        }
    }
}
