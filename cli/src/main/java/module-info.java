/** The command line. */
@org.jspecify.annotations.NullMarked
module org.tocsin.cli {
    requires static transitive org.jspecify;
    requires org.tocsin.lab;
    requires info.picocli;
    requires java.net.http;

    opens org.tocsin.cli to
            info.picocli;
    opens org.tocsin.cli.api to
            info.picocli;
    opens org.tocsin.cli.bench to
            info.picocli;
    opens org.tocsin.cli.config to
            info.picocli;
    opens org.tocsin.cli.device to
            info.picocli;
    opens org.tocsin.cli.doctor to
            info.picocli;
    opens org.tocsin.cli.drill to
            info.picocli;
    opens org.tocsin.cli.enforce to
            info.picocli;
    opens org.tocsin.cli.finding to
            info.picocli;
    opens org.tocsin.cli.incident to
            info.picocli;
    opens org.tocsin.cli.intel to
            info.picocli;
    opens org.tocsin.cli.lab to
            info.picocli;
    opens org.tocsin.cli.log to
            info.picocli;
    opens org.tocsin.cli.node to
            info.picocli;
    opens org.tocsin.cli.peer to
            info.picocli;
    opens org.tocsin.cli.token to
            info.picocli;
    opens org.tocsin.cli.verdict to
            info.picocli;
    opens org.tocsin.cli.watch to
            info.picocli;
}
