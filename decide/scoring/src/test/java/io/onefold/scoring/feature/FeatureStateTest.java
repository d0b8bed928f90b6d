package io.onefold.scoring.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.OnefoldException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FeatureStateTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private static FeaturePlan plan(String... names) {
        return FeaturePlan.compile(FeatureCatalogue.standard(), List.of(names));
    }

    private static Payment payment(String user, Instant at, String amount) {
        return new Payment()
                .at(at)
                .amount(new BigDecimal(amount))
                .entity(Entity.USER, user)
                .entity(Entity.MERCHANT, "m");
    }

    @Test
    void aMisspeltFeatureIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> plan("user_cuont_24h"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("'user_cuont_24h' is not a feature")
                .hasMessageContaining("did you mean 'user_count_24h'?");
    }

    @Test
    void theNamesThatRulesUseAreThere() {
        assertThat(FeatureCatalogue.standard().names())
                .contains(
                        "user_count_24h",
                        "amount_zscore_30d",
                        "merchant_risk_7d",
                        "device_distinct_payment_methods_24h",
                        "ip_distinct_users_24h",
                        "user_login_failed_count_24h",
                        "new_device")
                .doesNotContain("user_count_1d");
    }

    @Test
    void namedSetsAreOfFeaturesThatThereAre() {
        for (String name : List.of("handbook", "payment")) {
            FeatureSet set = FeatureSet.named(name);
            assertThat(FeaturePlan.of(set).names()).isEqualTo(set.names());
        }
        assertThatThrownBy(() -> FeatureSet.named("paiment"))
                .hasMessageContaining("did you mean 'payment'?");
    }

    @Test
    void theHashOfAPlanFollowsNamesOrderAndDictionaries() {
        RequestFields fields =
                new RequestFields(
                        List.of(new RequestFields.Field("channel", RequestFields.Kind.CATEGORY)));
        FeatureCatalogue catalogue = FeatureCatalogue.standard().withRequest(fields);
        List<byte[]> hashes = new ArrayList<>();
        hashes.add(plan("amount", "is_weekend").hash());
        hashes.add(plan("is_weekend", "amount").hash());
        for (List<String> words : List.of(List.of("web", "app"), List.of("app", "web"))) {
            hashes.add(
                    FeaturePlan.compile(
                                    catalogue,
                                    List.of("channel"),
                                    Map.of("channel", new FrozenDictionary(words)))
                            .hash());
        }
        assertThat(hashes.stream().map(HexFormat.of()::formatHex)).doesNotHaveDuplicates();
        assertThat(plan("amount", "is_weekend").hash()).isEqualTo(hashes.getFirst());
        assertThatThrownBy(() -> FeaturePlan.compile(catalogue, List.of("channel")))
                .hasMessageContaining("'channel' has no dictionary");
    }

    @Test
    void requestAndCustomerFieldsBecomeFeatures() {
        RequestFields fields =
                new RequestFields(
                        List.of(
                                new RequestFields.Field("used_chip", RequestFields.Kind.FLAG),
                                new RequestFields.Field("channel", RequestFields.Kind.CATEGORY)));
        FeaturePlan plan =
                FeaturePlan.compile(
                        FeatureCatalogue.standard()
                                .withRequest(fields)
                                .withCustomer(List.of("customer_age_days", "ring_size")),
                        List.of("used_chip", "channel", "ring_size"),
                        Map.of("channel", new FrozenDictionary(List.of("web", "app"))));
        FeatureState state = new FeatureState(plan);
        state.customers(user -> user.equals("7") ? new float[] {400, 3} : null);
        float[] out = new float[3];

        state.features(
                plan, new Payment(fields).entity(Entity.USER, 7).value(0, 1).word(1, "app"), out);
        assertThat(out).containsExactly(1, 1, 3);

        state.features(plan, new Payment(fields).entity(Entity.USER, "x").word(1, "fax"), out);
        assertThat(out).containsExactly(Float.NaN, Float.NaN, Float.NaN);
        assertThatThrownBy(() -> state.features(plan, new Payment(), out))
                .hasMessageContaining("0 request fields");
    }

    @Test
    void aPaymentThatIsNotAddedCountsForNothing() {
        FeaturePlan plan = plan("user_count_24h", "user_sum_24h");
        FeatureState state = new FeatureState(plan);
        float[] out = new float[2];
        for (int i = 0; i < 3; i++) {
            state.features(plan, payment("u", NOON, "10"), out);
            assertThat(out).containsExactly(1, 10);
        }
        state.add(payment("u", NOON, "10"));
        state.features(plan, payment("u", NOON.plusSeconds(1), "5"), out);
        assertThat(out).containsExactly(2, 15);
    }

    @Test
    void amountsAreTheSameInUnitsAndInMinorUnitsUpToTheLargest() {
        FeaturePlan plan = plan("amount");
        FeatureState state = new FeatureState(plan);
        double[] out = new double[1];
        long[] largest = {999_999_999_999_999L, 9_999_999_999_999_999L, 99_999_999_999_999_999L};
        for (int decimals = 0; decimals < largest.length; decimals++) {
            long minor = largest[decimals];
            int places = decimals;
            state.exactFeatures(plan, new Payment().amountMinor(minor, decimals), out);
            assertThat(out[0]).isEqualTo(BigDecimal.valueOf(minor, decimals).doubleValue());
            assertThatThrownBy(() -> new Payment().amountMinor(minor + 1, places))
                    .hasMessageContaining("outside 0 to below 10^15");
        }
        state.exactFeatures(plan, new Payment().amountMinor(571_600, 4), out);
        assertThat(out[0]).isEqualTo(57.16);
        assertThatThrownBy(() -> new Payment().amountMinor(-1, 2)).hasMessageContaining("outside");
        assertThatThrownBy(() -> new Payment().amount(BigDecimal.valueOf(-1)))
                .hasMessageContaining("outside");
    }

    @Test
    void latenessIsToldAtItsBounds() {
        FeatureState state = new FeatureState(plan("user_count_24h"));
        state.add(payment("u", NOON, "1"));
        Duration lateness = Duration.ofMinutes(5);
        Duration retained = Duration.ofDays(37);
        assertThat(state.timeliness(payment("u", NOON.minus(lateness), "1")))
                .isEqualTo(Timeliness.ON_TIME);
        assertThat(state.timeliness(payment("u", NOON.minus(lateness).minusNanos(1000), "1")))
                .isEqualTo(Timeliness.LATE);
        assertThat(state.timeliness(payment("u", NOON.minus(retained).plusNanos(1000), "1")))
                .isEqualTo(Timeliness.LATE);
        assertThat(state.timeliness(payment("u", NOON.minus(retained), "1")))
                .isEqualTo(Timeliness.TOO_LATE);
    }

    @Test
    void entitiesThatAreIdleFor37DaysAreForgottenAndMemoryStaysBounded() {
        FeaturePlan plan = plan("user_mean_30d", "merchant_risk_30d");
        FeatureState state = new FeatureState(plan);
        float[] out = new float[2];
        long most = 0;
        for (int day = 0; day < 1000; day++) {
            for (int i = 0; i < 20; i++) {
                Instant at = NOON.plus(Duration.ofDays(day)).plusSeconds(i);
                state.featuresThenAdd(plan, payment("u" + day + "-" + i, at, "1"), out);
            }
            most = Math.max(most, day == 200 ? state.size().bytes() : 0);
        }
        // 38 days of 20 users, what the sweep has not reached yet, and the merchant
        assertThat(state.size().entities()).isBetween(700L, 1400L);
        assertThat(state.size().bytes()).isLessThan(2 * most);
    }

    @Test
    void usersGetTheSameVectorsHoweverTheyInterleave() throws Exception {
        FeaturePlan plan =
                plan("user_count_1h", "user_mean_30d", "new_merchant", "user_seconds_since_last");
        List<List<float[]>> alone = new ArrayList<>();
        for (int user = 0; user < 4; user++) {
            alone.add(replay(new FeatureState(plan), plan, user));
        }
        FeatureState shared = new FeatureState(plan);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<float[]>>> together = new ArrayList<>();
            for (int user = 0; user < 4; user++) {
                int own = user;
                together.add(threads.submit(() -> replay(shared, plan, own)));
            }
            for (int user = 0; user < 4; user++) {
                List<float[]> vectors = together.get(user).get();
                for (int i = 0; i < vectors.size(); i++) {
                    assertThat(vectors.get(i)).isEqualTo(alone.get(user).get(i));
                }
            }
        }
        assertThat(shared.size().payments()).isEqualTo(4 * 2000);
    }

    private static List<float[]> replay(FeatureState state, FeaturePlan plan, int user) {
        Random random = new Random(user);
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            float[] out = new float[plan.size()];
            Payment payment =
                    payment("u" + user, NOON.plusMillis(i * 50L), "1." + random.nextInt(99))
                            .entity(Entity.MERCHANT, random.nextInt(50));
            state.features(plan, payment, out);
            state.add(payment);
            vectors.add(out);
        }
        return vectors;
    }

    @Test
    void aDamagedSnapshotIsRefused() throws IOException {
        FeaturePlan plan = plan("user_mean_30d");
        FeatureState state = new FeatureState(plan);
        state.add(payment("u", NOON, "1"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        state.snapshot(out);
        byte[] whole = out.toByteArray();
        for (int cut : new int[] {0, 3, whole.length / 2, whole.length - 1}) {
            assertRefused(Arrays.copyOf(whole, cut), plan);
        }
        byte[] flipped = whole.clone();
        flipped[whole.length - 20] ^= 1;
        assertRefused(flipped, plan);
        assertRefused(whole, plan("user_count_30d"));
    }

    private static void assertRefused(byte[] snapshot, FeaturePlan plan) {
        assertThatThrownBy(
                        () ->
                                FeatureState.restore(
                                        new ByteArrayInputStream(snapshot),
                                        plan,
                                        FeatureSettings.DEFAULT))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("replay the committed payments");
    }

    @Test
    void aPlanThatNeedsMoreThanIsKeptIsRefused() {
        FeatureState state = new FeatureState(plan("user_count_24h"));
        FeaturePlan wider = plan("user_mean_24h");
        assertThat(state.covers(wider)).isFalse();
        assertThatThrownBy(() -> state.features(wider, new Payment(), new float[1]))
                .hasMessageContaining("does not keep what the plan needs");
    }
}
