package io.onefold.verify.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The arrows of ARCHITECTURE.md, compared with the POMs and with the compiled code.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final String OURS = "io.onefold.";
    private static final Set<String> TOOLS = Set.of("bench", "verify");

    private final Repository repository = Repository.open();
    private final List<Pom> modules =
            repository.modules().stream().filter(pom -> pom.packaging().equals("jar")).toList();
    private final Arrows arrows = Arrows.read(repository.read("ARCHITECTURE.md"));
    private final JavaClasses code = importCode();

    @Test
    void everyModuleIsInThePictureAndTheOtherWayRound() {
        assertThat(arrows.modules())
                .containsExactlyInAnyOrderElementsOf(modules.stream().map(Pom::name).toList());
    }

    @Test
    void thePictureHasNoCycle() {
        Set<String> settled = new TreeSet<>();
        Set<String> open = new TreeSet<>(arrows.modules());
        while (open.removeIf(module -> settled.containsAll(arrows.of(module)))) {
            arrows.modules().stream().filter(m -> !open.contains(m)).forEach(settled::add);
        }
        assertThat(open).as("modules that wait for one another").isEmpty();
    }

    @Test
    void thePomsDeclareExactlyTheArrows() {
        for (Pom module : modules) {
            if (arrows.isOpen(module.name())) {
                assertThat(arrows.of(module.name())).containsAll(module.ownNeeds());
            } else {
                assertThat(module.ownNeeds())
                        .as("what the POM of %s needs, against its arrows", module.name())
                        .containsExactlyInAnyOrderElementsOf(arrows.of(module.name()));
            }
        }
    }

    @Test
    void theCodeFollowsTheArrows() {
        Set<String> broken = new TreeSet<>();
        for (JavaClass type : code) {
            for (Dependency use : type.getDirectDependenciesFromSelf()) {
                String from = module(use.getOriginClass());
                String to = module(use.getTargetClass());
                if (!to.isEmpty() && !arrows.allows(from, to)) {
                    broken.add(from + " → " + to + ": " + use.getDescription());
                }
            }
        }
        assertThat(broken).as("uses that no arrow of ARCHITECTURE.md allows").isEmpty();
    }

    @Test
    void everyClassStandsInThePackageOfItsModule() {
        for (Pom module : modules) {
            for (JavaClass type : classesOf(module)) {
                assertThat(type.getPackageName() + ".")
                        .as("package of %s in %s", type.getName(), module.folder())
                        .startsWith(OURS + module.name() + ".");
            }
        }
    }

    @Test
    void internalPackagesArePrivateToTheirModule() {
        Set<String> broken = new TreeSet<>();
        for (JavaClass type : code) {
            for (Dependency use : type.getDirectDependenciesFromSelf()) {
                JavaClass target = use.getTargetClass();
                if (isInternal(target) && !module(target).equals(module(use.getOriginClass()))) {
                    broken.add(use.getDescription());
                }
            }
        }
        assertThat(broken).as("uses of another module's internal package").isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new PackagesBehindTheFace()).should().beFreeOfCycles().check(code);
    }

    @Test
    void theModelNeedsTheJdkOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.onefold.model..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify..", "io.onefold.model..")
                .check(code);
    }

    @Test
    void springLivesInTheServerOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.onefold.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(code);
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(code);
    }

    @Test
    void theLakeIsTheOnlyDoorToIcebergAndDuckDb() {
        noClasses()
                .that(areOutside("lake"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.iceberg..", "org.duckdb..")
                .check(code);
    }

    @Test
    void timeAndChanceComeInThroughConstructors() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.onefold.model..",
                        "io.onefold.catalog..",
                        "io.onefold.lake..",
                        "io.onefold.ingest..",
                        "io.onefold.quality..",
                        "io.onefold.graph..",
                        "io.onefold.pipeline..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(java.time.OffsetDateTime.class, "now")
                .orShould()
                .callMethod(java.time.ZonedDateTime.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(java.time.Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(java.util.Random.class)
                .check(code);
    }

    private JavaClasses importCode() {
        return new ClassFileImporter()
                .importPaths(
                        modules.stream()
                                .filter(module -> !module.name().equals("testing"))
                                .map(ArchitectureTest::compiled)
                                .filter(Files::isDirectory)
                                .toList());
    }

    private JavaClasses classesOf(Pom module) {
        Path folder = compiled(module);
        return new ClassFileImporter()
                .importPaths(Files.isDirectory(folder) ? List.of(folder) : List.of());
    }

    private static Path compiled(Pom module) {
        return module.folder().resolve("target/classes");
    }

    private static DescribedPredicate<JavaClass> areOutside(String module) {
        return DescribedPredicate.describe(
                "are outside " + module + " and the tools",
                type -> !module(type).equals(module) && !TOOLS.contains(module(type)));
    }

    /// The module a class of ours belongs to; empty for everybody else's.
    private static String module(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(OURS) ? name.substring(OURS.length()).replaceFirst("\\..*", "") : "";
    }

    private static boolean isInternal(JavaClass type) {
        return !module(type).isEmpty() && (type.getPackageName() + ".").contains(".internal.");
    }

    /// Each package below a module's root is a slice. The root is the module's face: it knows what
    /// is behind it, and what is behind it speaks in its words. The model has no face, only words.
    private static final class PackagesBehindTheFace implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String module = module(type);
            String name = type.getPackageName();
            boolean face = name.equals(OURS + module) || name.equals(OURS + module + ".internal");
            return module.isEmpty() || (face && !module.equals("model"))
                    ? SliceIdentifier.ignore()
                    : SliceIdentifier.of(name);
        }

        @Override
        public String getDescription() {
            return "packages behind the face of their module";
        }
    }
}
