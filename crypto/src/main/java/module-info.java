/** Keys, suites, envelopes. */
@org.jspecify.annotations.NullMarked
module org.tocsin.crypto {
    requires static transitive org.jspecify;
    requires transitive org.tocsin.kernel;
    requires java.logging;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;

    exports org.tocsin.crypto.cert;
    exports org.tocsin.crypto.note;
    exports org.tocsin.crypto.seal;
    exports org.tocsin.crypto.sign;
    exports org.tocsin.crypto.tls;
}
