/** The command line. */
@org.jspecify.annotations.NullMarked
module org.tocsin.tocsin {
    requires static transitive org.jspecify;
    requires org.tocsin.lab;
    requires info.picocli;
}
