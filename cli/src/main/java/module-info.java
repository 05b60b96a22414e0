/** The command line. */
@org.jspecify.annotations.NullMarked
module org.tocsin.cli {
    requires static transitive org.jspecify;
    requires org.tocsin.lab;
    requires info.picocli;

    opens org.tocsin.cli to
            info.picocli;
    opens org.tocsin.cli.bench to
            info.picocli;
    opens org.tocsin.cli.watch to
            info.picocli;
}
