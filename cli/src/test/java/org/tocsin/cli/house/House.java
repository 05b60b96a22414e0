package org.tocsin.cli.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.SecureRandomSpi;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may know whom, and who may touch what. Source: ARCHITECTURE section 4. */
final class House {
    static final List<String> CAPABILITIES = List.of("federation", "exchange", "detection", "policy");
    private static final Set<String> GROUND = Set.of("kernel", "crypto", "wire", "ledger");
    private static final Set<String> BELOW = Set.of("kernel", "crypto", "wire", "ledger", "platform");
    private static final Set<String> BELOW_EDGE =
            Set.of("kernel", "crypto", "wire", "ledger", "platform", "detection", "policy");
    private static final Set<String> BELOW_NODE = Set.of(
            "kernel", "crypto", "wire", "ledger", "platform", "federation", "exchange", "detection", "policy", "edge");

    /** Each room with the rooms that it may know besides itself. {@code lab} and {@code cli} may use all below the front. */
    static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            Map.entry("kernel", Set.of()),
            Map.entry("crypto", Set.of("kernel")),
            Map.entry("wire", Set.of("kernel")),
            Map.entry("ledger", Set.of("kernel", "crypto")),
            Map.entry("platform", GROUND),
            Map.entry("federation", BELOW),
            Map.entry("exchange", BELOW),
            Map.entry("detection", BELOW),
            Map.entry("policy", BELOW),
            Map.entry("edge", BELOW_EDGE),
            Map.entry("node", BELOW_NODE));

    /** What gives time or randomness that no test could own. */
    private static final Set<String> AMBIENT = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Math.random",
            "java.util.Date.<init>",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.security.SecureRandom.<init>",
            "java.security.SecureRandom.getInstance",
            "java.security.SecureRandom.getInstanceStrong");

    private House() {}

    static ArchRule arrowsPointDownOnly() {
        return classes().should(new ArchCondition<>("know only rooms below their own") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                var known = ROOMS.get(room(from));
                if (known == null) {
                    return;
                }
                from.getDirectDependenciesFromSelf().stream()
                        .filter(d -> isOurs(d.getTargetClass()))
                        .filter(d -> !room(d.getTargetClass()).equals(room(from))
                                && !known.contains(room(d.getTargetClass())))
                        .forEach(d -> events.add(SimpleConditionEvent.violated(from, d.getDescription())));
            }
        });
    }

    static ArchRule capabilitiesDoNotKnowEachOther(String capability) {
        var others = CAPABILITIES.stream()
                .filter(c -> !c.equals(capability))
                .map(c -> "org.tocsin." + c + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("org.tocsin." + capability + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    static ArchRule sqlOnlyInStores() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("..store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb..", "org.sqlite..");
    }

    static ArchRule helidonOnlyInHttp() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("..http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.helidon..");
    }

    static ArchRule nettyOnlyBeforeDevices() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("org.tocsin.edge..", "org.tocsin.lab..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..");
    }

    static ArchRule timeAndChanceComeInByConstructor() {
        return classes()
                .that(DescribedPredicate.describe(
                        "are neither the kernel's adapters nor a bench",
                        c -> !c.getPackageName().equals("org.tocsin.kernel")
                                && !c.getPackageName().startsWith("org.tocsin.lab.bench")))
                .should(new ArchCondition<>("take time and chance by constructor") {
                    @Override
                    public void check(JavaClass from, ConditionEvents events) {
                        from.getAccessesFromSelf().stream()
                                .filter(House::isAmbient)
                                .forEach(a -> events.add(SimpleConditionEvent.violated(from, a.getDescription())));
                    }
                });
    }

    /** In the kernel itself only the adapters, which are named System-something, may. */
    static ArchRule theKernelTouchesTheMachineInItsAdaptersOnly() {
        return classes()
                .that()
                .resideInAPackage("org.tocsin.kernel..")
                .and()
                .haveSimpleNameNotStartingWith("System")
                .should(new ArchCondition<>("leave the machine to the adapters") {
                    @Override
                    public void check(JavaClass from, ConditionEvents events) {
                        from.getAccessesFromSelf().stream()
                                .filter(House::isAmbient)
                                .forEach(a -> events.add(SimpleConditionEvent.violated(from, a.getDescription())));
                    }
                });
    }

    private static boolean isAmbient(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        var owner = target.getOwner().getName();
        if (!AMBIENT.contains(owner + "." + target.getName())) {
            return false;
        }
        // new Date(long) and now(Clock) take what they tell; so does a SecureRandom around an Entropy of ours.
        return owner.equals("java.security.SecureRandom")
                ? target.getRawParameterTypes().stream().noneMatch(p -> p.isEquivalentTo(SecureRandomSpi.class))
                : target.getRawParameterTypes().isEmpty();
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("org.tocsin.");
    }

    private static String room(JavaClass type) {
        var words = type.getPackageName().split("\\.", -1);
        return words.length > 2 ? words[2] : "";
    }
}
