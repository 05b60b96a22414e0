package org.tocsin.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class HouseTest {
    private static final Pattern MODULE = Pattern.compile("<module>([a-z]+)</module>");
    /** Fewer means that the importer looked at the wrong place, and every rule would hold of nothing. */
    private static final int LEAST_CLASSES = 400;

    @SuppressWarnings("NullAway.Init")
    private static JavaClasses house;

    @BeforeAll
    static void look() throws IOException {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        house = new ClassFileImporter().importPaths(folders());
    }

    private static List<Path> folders() throws IOException {
        var pom = Files.readString(SourceTree.root().resolve("pom.xml"));
        return MODULE.matcher(pom)
                .results()
                .map(m -> SourceTree.root().resolve(m.group(1)).resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
    }

    static Stream<Arguments> rules() {
        var fixed = Stream.of(
                Arguments.of("arrows point down only", House.arrowsPointDownOnly()),
                Arguments.of("SQL in stores", House.sqlOnlyInStores()),
                Arguments.of("Helidon in http", House.helidonOnlyInHttp()),
                Arguments.of("Netty before devices", House.nettyOnlyBeforeDevices()),
                Arguments.of("time and chance", House.timeAndChanceComeInByConstructor()),
                Arguments.of("the kernel's adapters", House.theKernelTouchesTheMachineInItsAdaptersOnly()));
        var apart = House.CAPABILITIES.stream()
                .map(c -> Arguments.of(c + " knows no neighbour", House.capabilitiesDoNotKnowEachOther(c)));
        return Stream.concat(fixed, apart);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theHouseStandsByItsRules(String name, ArchRule rule) {
        rule.allowEmptyShould(false).check(house);
    }

    @Test
    void theRulesLookAtTheWholeHouse() throws IOException {
        assertThat(house.size()).isGreaterThan(LEAST_CLASSES);
        assertThat(folders()).hasSizeGreaterThan(10);
    }

    @Test
    void noCapabilityExportsMoreThanItsFront() {
        for (var capability : House.CAPABILITIES) {
            var found = ModuleFinder.of(SourceTree.root().resolve(capability).resolve("target/classes"))
                    .find("org.tocsin." + capability);
            assertThat(found.map(ModuleReference::descriptor)
                            .map(ModuleDescriptor::exports)
                            .orElseThrow())
                    .extracting(ModuleDescriptor.Exports::source)
                    .containsExactly("org.tocsin." + capability);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("planted")
    void aPlantedViolationIsSeen(String type, String body, ArchRule rule, @TempDir Path folder) throws IOException {
        var planted = Planted.compile(folder, type, body);
        assertThat(rule.evaluate(planted).hasViolation()).as(body).isTrue();
    }

    static Stream<Arguments> planted() {
        return Stream.of(
                Arguments.of(
                        "org.tocsin.kernel.Up",
                        "Object o = new org.tocsin.policy.Neighbour();",
                        House.arrowsPointDownOnly()),
                Arguments.of(
                        "org.tocsin.federation.Peeks",
                        "Object o = new org.tocsin.policy.Neighbour();",
                        House.capabilitiesDoNotKnowEachOther("federation")),
                Arguments.of("org.tocsin.policy.Rows", "java.sql.Connection c = null;", House.sqlOnlyInStores()),
                Arguments.of(
                        "org.tocsin.node.Serves",
                        "Object o = new io.helidon.planted.Thing();",
                        House.helidonOnlyInHttp()),
                Arguments.of(
                        "org.tocsin.node.Pipes",
                        "Object o = new io.netty.planted.Thing();",
                        House.nettyOnlyBeforeDevices()),
                Arguments.of(
                        "org.tocsin.edge.Reads",
                        "Object o = java.time.Instant.now();",
                        House.timeAndChanceComeInByConstructor()),
                Arguments.of(
                        "org.tocsin.edge.Refers",
                        "java.util.function.LongSupplier s = System::nanoTime;",
                        House.timeAndChanceComeInByConstructor()),
                Arguments.of(
                        "org.tocsin.exchange.Dice",
                        "Object o = new java.security.SecureRandom();",
                        House.timeAndChanceComeInByConstructor()),
                Arguments.of(
                        "org.tocsin.kernel.cbor.Wall",
                        "long l = System.currentTimeMillis();",
                        House.theKernelTouchesTheMachineInItsAdaptersOnly()));
    }
}
