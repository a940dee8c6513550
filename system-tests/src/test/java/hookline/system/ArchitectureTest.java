package hookline.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("hookline");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("hookline.(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void onlyOneModuleKnowsLettuce() {
        noClasses()
                .that()
                .resideOutsideOfPackage("hookline.streams..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lettuce..")
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hookline.schemas..", "hookline.settings..", "hookline.monitoring..", "hookline.embedded.."})
    void theFoundationUsesNothingOfOurs(String module) {
        classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are of the module or of no module of ours",
                        type -> !type.getPackageName().startsWith("hookline")
                                || type.getPackageName().startsWith(module.replace("..", ""))))
                .check(MAIN);
    }

    @Test
    void theClientNeedsNothingButJava() {
        classes()
                .that()
                .resideInAPackage("hookline.client..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "hookline.client..", "org.jspecify..")
                .check(MAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "agent, processor",
        "agent, console",
        "processor, console",
        "retention, console",
        "console, agent",
        "console, processor",
        "console, retention",
        "console, client",
        "agent, retention",
        "processor, agent",
        "processor, retention",
        "processor, client",
        "retention, agent",
        "retention, processor",
        "retention, client"
    })
    void processesDoNotKnowEachOther(String one, String other) {
        noClasses()
                .that()
                .resideInAPackage("hookline." + one + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("hookline." + other + "..")
                .check(MAIN);
    }

    @Test
    void redactionIsUsableByItself() {
        classes()
                .that()
                .resideInAPackage("hookline.processor.redact..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "com.fasterxml.jackson.core..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "hookline.processor.redact..")
                .check(MAIN);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("hookline.cli..")
                .and()
                .doNotHaveSimpleName("ConfigurationReference")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(MAIN);
    }

    @Test
    void namesSayWhatAClassDoes() {
        classes()
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl|Base|Common|Data|Info)")
                .check(MAIN);
    }
}
