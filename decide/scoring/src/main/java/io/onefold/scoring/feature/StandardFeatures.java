package io.onefold.scoring.feature;

import io.onefold.scoring.feature.Formula.Aggregate;
import io.onefold.scoring.feature.Formula.AmountForm;
import io.onefold.scoring.feature.Formula.AmountPattern;
import io.onefold.scoring.feature.Formula.Distance;
import io.onefold.scoring.feature.Formula.RiskForm;
import io.onefold.scoring.feature.Formula.TimeForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The features that follow from payments, labels and account events alone.
final class StandardFeatures {

    private static final List<Entity> PAYING =
            List.of(Entity.USER, Entity.PAYMENT_METHOD, Entity.DEVICE, Entity.IP, Entity.MERCHANT);
    private static final List<Window> WINDOWS =
            List.of(Window.H1, Window.H6, Window.H24, Window.D7, Window.D30);
    private static final List<Window> RISK_WINDOWS = List.of(Window.D1, Window.D7, Window.D30);
    private static final List<Window> EVENT_WINDOWS =
            List.of(Window.H1, Window.H24, Window.D7, Window.D30);

    private static final String PAYMENTS = "payments";
    private static final String UNITS = "currency units";
    private static final String FLAG = "0 or 1";

    private final List<FeatureDefinition> all = new ArrayList<>();

    private StandardFeatures() {}

    static List<FeatureDefinition> all() {
        StandardFeatures features = new StandardFeatures();
        features.amount();
        features.time();
        features.entities();
        features.user();
        features.distinct();
        features.risk();
        features.events();
        return List.copyOf(features.all);
    }

    /// A name as reason codes spell it.
    static String code(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private void amount() {
        add("amount", new Formula.OfAmount(AmountForm.UNITS), UNITS, "AMOUNT");
        add("amount_log1p", new Formula.OfAmount(AmountForm.LOG1P), "log units", "AMOUNT");
        add("amount_round", new Formula.OfAmount(AmountForm.ROUND), FLAG, "ROUND_AMOUNT");
        add(
                "amount_hundredths",
                new Formula.OfAmount(AmountForm.HUNDREDTHS),
                "hundredths",
                "ROUND_AMOUNT");
    }

    private void time() {
        add("hour_sin", new Formula.OfTime(TimeForm.HOUR_SINE), "-1 to 1", "TIME_OF_DAY");
        add("hour_cos", new Formula.OfTime(TimeForm.HOUR_COSINE), "-1 to 1", "TIME_OF_DAY");
        add("weekday_sin", new Formula.OfTime(TimeForm.WEEKDAY_SINE), "-1 to 1", "DAY_OF_WEEK");
        add("weekday_cos", new Formula.OfTime(TimeForm.WEEKDAY_COSINE), "-1 to 1", "DAY_OF_WEEK");
        add("is_weekend", new Formula.OfTime(TimeForm.WEEKEND), FLAG, "DAY_OF_WEEK");
        add("night_0_6", new Formula.OfTime(TimeForm.NIGHT_0_6), FLAG, "TIME_OF_DAY");
        add("night_22_6", new Formula.OfTime(TimeForm.NIGHT_22_6), FLAG, "TIME_OF_DAY");
    }

    private void entities() {
        for (Entity entity : PAYING) {
            String of = entity == Entity.USER ? "" : code(entity.wireName()) + "_";
            for (Window window : WINDOWS) {
                for (Aggregate aggregate : Aggregate.values()) {
                    boolean counts = aggregate == Aggregate.COUNT;
                    add(
                            entity.wireName()
                                    + "_"
                                    + aggregate.name().toLowerCase(Locale.ROOT)
                                    + "_"
                                    + window.wireName(),
                            new Formula.Windowed(entity, aggregate, window),
                            counts ? PAYMENTS : UNITS,
                            of + (counts ? "VELOCITY_" : "SPEND_") + code(window.wireName()));
                }
            }
        }
    }

    private void user() {
        add(
                "user_seconds_since_last",
                new Formula.SinceLast(Distance.SECONDS),
                "seconds",
                "TIME_SINCE_LAST");
        add(
                "user_km_since_last",
                new Formula.SinceLast(Distance.KILOMETRES),
                "km",
                "DISTANCE_SINCE_LAST");
        add(
                "amount_zscore_30d",
                new Formula.ZScore(Window.D30),
                "standard deviations",
                "AMOUNT_UNUSUAL");
        for (Entity of :
                List.of(
                        Entity.DEVICE,
                        Entity.MERCHANT,
                        Entity.LOCATION,
                        Entity.COUNTRY,
                        Entity.PAYMENT_METHOD)) {
            add("new_" + of.wireName(), new Formula.Unseen(of), FLAG, "NEW_" + code(of.wireName()));
        }
        for (AmountPattern pattern : AmountPattern.values()) {
            for (Window window : WINDOWS) {
                String name = pattern.name().toLowerCase(Locale.ROOT) + "_amount";
                add(
                        "user_" + name + "_count_" + window.wireName(),
                        new Formula.Patterned(pattern, window),
                        PAYMENTS,
                        code(name) + "S");
            }
        }
    }

    private void distinct() {
        distinct(Entity.USER, Entity.MERCHANT, "merchants");
        distinct(Entity.USER, Entity.DEVICE, "devices");
        distinct(Entity.USER, Entity.IP, "ips");
        distinct(Entity.USER, Entity.COUNTRY, "countries");
        distinct(Entity.USER, Entity.PAYMENT_METHOD, "payment_methods");
        distinct(Entity.DEVICE, Entity.PAYMENT_METHOD, "payment_methods");
        distinct(Entity.DEVICE, Entity.USER, "users");
        distinct(Entity.IP, Entity.USER, "users");
        distinct(Entity.MERCHANT, Entity.USER, "users");
    }

    private void distinct(Entity entity, Entity of, String plural) {
        for (Window window : WINDOWS) {
            add(
                    entity.wireName() + "_distinct_" + plural + "_" + window.wireName(),
                    new Formula.Distinct(entity, of, window),
                    plural.replace('_', ' '),
                    "MANY_" + code(plural) + "_PER_" + code(entity.wireName()));
        }
    }

    private void risk() {
        for (Window window : RISK_WINDOWS) {
            add(
                    "merchant_risk_count_" + window.wireName(),
                    new Formula.Risk(RiskForm.COUNT, window),
                    PAYMENTS,
                    "MERCHANT_ACTIVITY");
            add(
                    "merchant_risk_" + window.wireName(),
                    new Formula.Risk(RiskForm.SHARE, window),
                    "share, 0 to 1",
                    "MERCHANT_RISK");
        }
    }

    private void events() {
        for (AccountEventType type : AccountEventType.values()) {
            events(Entity.USER, type);
        }
        events(Entity.MERCHANT, AccountEventType.REFUND);
        events(Entity.MERCHANT, AccountEventType.CHARGEBACK);
    }

    private void events(Entity entity, AccountEventType type) {
        for (Window window : EVENT_WINDOWS) {
            add(
                    entity.wireName() + "_" + type.wireName() + "_count_" + window.wireName(),
                    new Formula.Events(entity, type, window),
                    "events",
                    code(entity.wireName()) + "_" + code(type.wireName()));
        }
    }

    private void add(String name, Formula formula, String unit, String reasonCode) {
        all.add(new FeatureDefinition(name, formula, unit, reasonCode));
    }
}
