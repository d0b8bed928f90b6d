package io.onefold.fraud.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.decide.Payments;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.request.FieldCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("decisions-19")
class ShippedRulesTest {

    private final RuleLanguage language =
            new RuleLanguage(FieldCatalogue.shipped(), Payments.catalogue());

    @Test
    void thirtyEightRulesShipAndEachPassesItsOwnTestsOfBothOutcomes() {
        Map<FraudType, Integer> count = new TreeMap<>();
        List<String> shadow = new java.util.ArrayList<>();
        for (Shipped.Body one : Shipped.rules()) {
            CheckedRule rule = language.check(RuleSpec.read(one.body()));
            assertThat(rule.failures()).as(one.name()).isEmpty();
            assertThat(rule.spec().testsBothOutcomes()).as(one.name()).isTrue();
            assertThat(one.name()).startsWith(rule.spec().id().toLowerCase(java.util.Locale.ROOT));
            assertThat(one.description()).as(one.name()).hasSizeGreaterThan(20);
            count.merge(rule.spec().fraudType(), 1, Integer::sum);
            if (rule.spec().mode() == Mode.SHADOW) {
                shadow.add(rule.spec().id());
            }
        }
        assertThat(count)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                FraudType.CREDIT_CARD, 10,
                                FraudType.PAYMENT_PROCESSING, 7,
                                FraudType.ACCOUNT_TAKEOVER, 7,
                                FraudType.MERCHANT, 6,
                                FraudType.MONEY_LAUNDERING, 8));
        assertThat(shadow).containsExactly("AT06", "CC04", "ML04", "PP05");
    }

    @Test
    void theTestsOfEveryRuleStandAtItsBoundaries() {
        for (Shipped.Body one : Shipped.rules()) {
            CheckedRule rule = language.check(RuleSpec.read(one.body()));
            for (String name : rule.names()) {
                boolean settles =
                        rule.spec().tests().stream()
                                .anyMatch(
                                        test ->
                                                rule.spec().tests().stream()
                                                        .anyMatch(
                                                                other ->
                                                                        differOnly(
                                                                                test, other,
                                                                                name)));
                assertThat(settles)
                        .as("%s: two tests that differ in %s and in outcome", one.name(), name)
                        .isTrue();
            }
        }
    }

    @Test
    void fivePoliciesAndMoreShip() {
        assertThat(Shipped.policies())
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(one -> io.onefold.fraud.policy.PolicySpec.read(one.body()));
    }

    private static boolean differOnly(RuleTest one, RuleTest other, String name) {
        if (one.fires() == other.fires()) {
            return false;
        }
        Map<String, Object> a = new HashMap<>(one.given());
        Map<String, Object> b = new HashMap<>(other.given());
        boolean differs = !java.util.Objects.equals(a.remove(name), b.remove(name));
        return differs;
    }
}
