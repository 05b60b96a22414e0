package org.tocsin.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.town.TestNode;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Route;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** All routes of a whole node against what is written of them. */
final class RoutesTest {
    private static final Pattern SERVED_TO_MACHINES = Pattern.compile("/(api/|feed/|metrics).*");
    private static TestNode node;
    private static JsonNode openapi;
    private static String guide;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        node = TestNode.start(folder, "acme.example");
        var root = Path.of(Objects.requireNonNull(System.getenv("TOCSIN_REPOSITORY"), "TOCSIN_REPOSITORY"));
        openapi = new YAMLMapper().readTree(Files.readString(root.resolve("node/src/main/openapi/tocsin.yaml")));
        guide = Files.readString(root.resolve("docs/api.md"));
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
    }

    private static boolean forMachines(Route route) {
        return SERVED_TO_MACHINES.matcher(route.path()).matches();
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }

    private static Map<String, JsonNode> operations() {
        var operations = new TreeMap<String, JsonNode>();
        openapi.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> operations.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), operation.getValue())));
        return operations;
    }

    @Test
    void theSpecificationNamesEveryRouteAndNoOther() {
        var served = node.node.routes().stream()
                .filter(RoutesTest::forMachines)
                .map(RoutesTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(served).hasSizeGreaterThan(20).isEqualTo(operations().keySet());
    }

    @Test
    void theSpecificationNamesThePermissionThatIsAsked() {
        var named = new TreeMap<String, String>();
        operations()
                .forEach((name, operation) -> named.put(
                        name, operation.path("x-permission").asString("").toUpperCase(Locale.ROOT)));
        var asked = new TreeMap<String, String>();
        node.node.routes().stream()
                .filter(RoutesTest::forMachines)
                .forEach(route -> asked.put(name(route), route.permission().name()));
        assertThat(named).isEqualTo(asked);
    }

    @Test
    void nothingThatChangesSomethingIsOpenToReaders() {
        assertThat(node.node.routes().stream().filter(route -> route.method() != Route.Method.GET))
                .filteredOn(route -> !Set.of("/login", "/logout").contains(route.path()))
                .allSatisfy(route ->
                        assertThat(route.permission()).as(name(route)).isIn(Permission.OPERATE, Permission.ADMIN));
    }

    @Test
    void onlyTheDoorStaticsAndHealthAreOpenToStrangers() {
        assertThat(node.node.routes().stream()
                        .filter(route -> route.permission() == Permission.NONE)
                        .map(RoutesTest::name))
                .containsExactlyInAnyOrder("GET /api/v1/health", "GET /login", "POST /login", "GET /static/{file*}");
    }

    @Test
    void noRouteIsServedTwice() {
        assertThat(node.node.routes().stream().map(RoutesTest::name)).doesNotHaveDuplicates();
    }

    @Test
    void theGuideNamesEveryRoute() {
        for (var route : node.node.routes()) {
            var path = route.path().replace("*}", "}");
            var said = guide.contains("`" + route.method() + " " + path)
                    || guide.contains("/" + path.substring(path.lastIndexOf('/') + 1) + "`");
            assertThat(said).as(name(route)).isTrue();
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        var broken = new ArrayList<String>();
        openapi.findValuesAsString("$ref").forEach(reference -> {
            if (openapi.at(reference.substring(1)).isMissingNode()) {
                broken.add(reference);
            }
        });
        assertThat(broken).isEmpty();
    }

    @Test
    void everyOperationSaysWhatARefusalLooksLike() {
        assertThat(operations().entrySet().stream().filter(one -> !one.getKey().endsWith("/health")))
                .allSatisfy(one -> assertThat(one.getValue().path("responses").has("default"))
                        .as(one.getKey())
                        .isTrue());
    }

    @Test
    void theKindsOfTheTimelineAreAllNamed() {
        var named = new TreeSet<String>();
        openapi.at("/components/schemas/Beat/properties/kind/enum").forEach(kind -> named.add(kind.asString("")));
        var kinds = new TreeSet<String>();
        for (var kind : Beat.Kind.values()) {
            kinds.add(kind.word());
        }
        assertThat(named).isEqualTo(kinds);
    }
}
