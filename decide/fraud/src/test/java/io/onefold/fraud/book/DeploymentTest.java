package io.onefold.fraud.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.fraud.ProblemException;
import io.onefold.fraud.book.Deployment.Body;
import io.onefold.fraud.book.Deployment.Fate;
import io.onefold.fraud.book.Deployment.Kind;
import io.onefold.fraud.decide.Payments;
import io.onefold.fraud.memory.Installation;
import io.onefold.fraud.memory.MemoryBook;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.rule.RuleLanguage;
import io.onefold.fraud.rule.Shipped;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeploymentTest {

    private static final Principal SAM =
            new Principal("sam", Set.of(), Set.of(Permission.DATA_OPERATE), false);
    private static final String OWN =
            """
            {"id": "BANK1", "fraud_type": "credit_card", "mode": "active", "when": "amount > 5",
             "effect": {"raise_to": "HIGH"}, "reason": "AMOUNT",
             "tests": [{"given": {"amount": 6}, "fires": true}, {"given": {"amount": 5}, "fires": false}]}
            """;

    private final Clock clock = Clock.fixed(Installation.NOW, ZoneOffset.UTC);
    private final MemoryBook rules = new MemoryBook(clock);
    private final MemoryBook policies = new MemoryBook(clock);
    private final Deployment deployment =
            new Deployment(
                    rules,
                    policies,
                    new RuleLanguage(FieldCatalogue.shipped(), Payments.catalogue()));

    private static List<Body> shipped() {
        return Stream.concat(
                        Shipped.rules().stream().map(one -> new Body(Kind.RULE, one.body(), true)),
                        Shipped.policies().stream()
                                .map(one -> new Body(Kind.POLICY, one.body(), true)))
                .toList();
    }

    private List<Deployment.Step> deploy(Principal by, Body... bodies) {
        List<Deployment.Step> steps = deployment.plan(List.of(bodies));
        deployment.carryOut(steps, by);
        return steps;
    }

    @Test
    void whatShipsIsInForceInOneEditionOfEachBookAndAgainChangesNothing() {
        Body[] shipped = shipped().toArray(Body[]::new);
        deploy(SAM, shipped);

        assertThat(rules.current().number()).isEqualTo(1);
        assertThat(rules.current().versions())
                .hasSize(38)
                .filteredOn(version -> version.mode() == Mode.SHADOW)
                .extracting(BookVersion::id)
                .containsExactly("AT06", "CC04", "ML04", "PP05");
        assertThat(policies.current().number()).isEqualTo(1);
        assertThat(policies.current().versions()).hasSize(6);
        assertThat(rules.versions("CC01"))
                .singleElement()
                .satisfies(
                        version -> {
                            assertThat(version.author()).isEqualTo("system:onefold");
                            assertThat(version.approver()).isEqualTo("sam");
                        });

        assertThat(deploy(SAM, shipped))
                .extracting(Deployment.Step::fate)
                .containsOnly(Fate.UNCHANGED);
        assertThat(rules.current().number()).isEqualTo(1);
        assertThat(rules.versions(null)).hasSize(38);
    }

    @Test
    void aRuleOfOnesOwnBecomesADraftOfWhoAppliesIt() {
        deploy(Installation.ANA, new Body(Kind.RULE, OWN, false));

        assertThat(rules.current().number()).as("a draft is not in force").isZero();
        assertThat(rules.versions("BANK1"))
                .singleElement()
                .satisfies(
                        version -> {
                            assertThat(version.mode()).isEqualTo(Mode.DRAFT);
                            assertThat(version.author()).isEqualTo("ana");
                        });
    }

    @Test
    void aNewReleasesRuleReplacesNoneThatWasInForceByItself() {
        deploy(SAM, new Body(Kind.RULE, OWN, true));
        String next = OWN.replace("amount > 5", "amount >= 6");

        assertThat(deploy(Installation.ANA, new Body(Kind.RULE, next, true)))
                .singleElement()
                .satisfies(
                        step -> {
                            assertThat(step.title()).isEqualTo("BANK1@2");
                            assertThat(step.fate()).isEqualTo(Fate.DRAFTED);
                        });
        assertThat(rules.current().versions())
                .extracting(BookVersion::title)
                .containsExactly("BANK1@1");

        rules.move("BANK1", 1, Mode.RETIRED, Installation.BEA);
        String third = OWN.replace("amount > 5", "amount > 5.5");
        deploy(Installation.ANA, new Body(Kind.RULE, third, true));
        assertThat(rules.current().versions()).as("what was retired stays so").isEmpty();
    }

    @Test
    void whoWritesNoRulesMayInstallWhatShipsAndDraftNothing() {
        Deployment.requireAllowed(deployment.plan(shipped()), SAM);
        List<Deployment.Step> own = deployment.plan(List.of(new Body(Kind.RULE, OWN, false)));

        assertThatThrownBy(() -> Deployment.requireAllowed(own, SAM))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("fraud_rules");
    }

    @Test
    void aRuleThatIsIllTypedOrFailsItsTestsIsNotPlanned() {
        assertThatThrownBy(
                        () ->
                                deployment.plan(
                                        List.of(
                                                new Body(
                                                        Kind.RULE,
                                                        OWN.replace("amount > 5", "amount > 'x'"),
                                                        false))))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(
                        () ->
                                deployment.plan(
                                        List.of(
                                                new Body(
                                                        Kind.RULE,
                                                        OWN.replace("amount > 5", "amount > 4"),
                                                        true))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("does not pass its tests");
    }
}
