/** Values, time, limits, rejections; depends on nothing. */
@org.jspecify.annotations.NullMarked
module org.tocsin.kernel {
    requires static transitive org.jspecify;

    exports org.tocsin.kernel;
    exports org.tocsin.kernel.cbor;
}
