package io.onefold.scoring.feature;

import io.onefold.scoring.feature.Formula.Aggregate;
import io.onefold.scoring.feature.Formula.RiskForm;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// A feature: a number that is known when a payment is decided.
///
/// @param name as models, rules and policies name it
/// @param formula what it is
/// @param unit of its values, for example `payments`, `currency units`, `seconds`, `0 or 1`
/// @param reasonCode under which it explains a decision
public record FeatureDefinition(String name, Formula formula, String unit, String reasonCode) {

    public FeatureDefinition {
        Objects.requireNonNull(name);
        Objects.requireNonNull(formula);
        Objects.requireNonNull(unit);
        Objects.requireNonNull(reasonCode);
    }

    /// The kinds of features.
    public enum Family {
        AMOUNT,
        TIME,
        ENTITY,
        USER,
        MERCHANT_RISK,
        EVENT,
        CUSTOMER,
        REQUEST
    }

    /// What its values are.
    public enum Type {
        /// 0, 1, 2, …
        COUNT,
        /// 0 or 1.
        FLAG,
        /// The place of a word in a frozen dictionary.
        CATEGORY,
        NUMBER
    }

    public Family family() {
        return switch (formula) {
            case Formula.OfAmount amount -> Family.AMOUNT;
            case Formula.OfTime time -> Family.TIME;
            case Formula.Windowed windowed -> Family.ENTITY;
            case Formula.Distinct distinct -> Family.USER;
            case Formula.Patterned patterned -> Family.USER;
            case Formula.SinceLast since -> Family.USER;
            case Formula.ZScore score -> Family.USER;
            case Formula.Unseen unseen -> Family.USER;
            case Formula.Risk risk -> Family.MERCHANT_RISK;
            case Formula.Events events -> Family.EVENT;
            case Formula.OfCustomer customer -> Family.CUSTOMER;
            case Formula.OfRequest request -> Family.REQUEST;
        };
    }

    public Type type() {
        return switch (formula) {
            case Formula.Windowed windowed ->
                    windowed.aggregate() == Aggregate.COUNT ? Type.COUNT : Type.NUMBER;
            case Formula.Risk risk -> risk.form() == RiskForm.COUNT ? Type.COUNT : Type.NUMBER;
            case Formula.Distinct distinct -> Type.COUNT;
            case Formula.Patterned patterned -> Type.COUNT;
            case Formula.Events events -> Type.COUNT;
            case Formula.Unseen unseen -> Type.FLAG;
            case Formula.OfAmount amount ->
                    amount.form() == Formula.AmountForm.ROUND ? Type.FLAG : Type.NUMBER;
            case Formula.OfTime time ->
                    switch (time.form()) {
                        case WEEKEND, NIGHT_0_6, NIGHT_22_6 -> Type.FLAG;
                        case HOUR_SINE, HOUR_COSINE, WEEKDAY_SINE, WEEKDAY_COSINE -> Type.NUMBER;
                    };
            case Formula.OfRequest request ->
                    switch (request.kind()) {
                        case NUMBER -> Type.NUMBER;
                        case FLAG -> Type.FLAG;
                        case CATEGORY -> Type.CATEGORY;
                    };
            case Formula.SinceLast since -> Type.NUMBER;
            case Formula.ZScore score -> Type.NUMBER;
            case Formula.OfCustomer customer -> Type.NUMBER;
        };
    }

    /// The slot of the request's category that it is; empty when it is none.
    public OptionalInt categorySlot() {
        return formula instanceof Formula.OfRequest(int slot, RequestFields.Kind kind)
                        && kind == RequestFields.Kind.CATEGORY
                ? OptionalInt.of(slot)
                : OptionalInt.empty();
    }

    /// The window it looks back over, for those that have one.
    public Optional<Window> window() {
        return switch (formula) {
            case Formula.Windowed windowed -> Optional.of(windowed.window());
            case Formula.Distinct distinct -> Optional.of(distinct.window());
            case Formula.Patterned patterned -> Optional.of(patterned.window());
            case Formula.ZScore score -> Optional.of(score.window());
            case Formula.Risk risk -> Optional.of(risk.window());
            case Formula.Events events -> Optional.of(events.window());
            case Formula.OfAmount amount -> Optional.empty();
            case Formula.OfTime time -> Optional.empty();
            case Formula.SinceLast since -> Optional.empty();
            case Formula.Unseen unseen -> Optional.empty();
            case Formula.OfCustomer customer -> Optional.empty();
            case Formula.OfRequest request -> Optional.empty();
        };
    }

    /// The entity whose history it reads; empty for those that read none.
    public Optional<Entity> entity() {
        return switch (formula) {
            case Formula.Windowed windowed -> Optional.of(windowed.entity());
            case Formula.Distinct distinct -> Optional.of(distinct.entity());
            case Formula.Events events -> Optional.of(events.entity());
            case Formula.Risk risk -> Optional.of(Entity.MERCHANT);
            case Formula.Patterned patterned -> Optional.of(Entity.USER);
            case Formula.ZScore score -> Optional.of(Entity.USER);
            case Formula.SinceLast since -> Optional.of(Entity.USER);
            case Formula.Unseen unseen -> Optional.of(Entity.USER);
            case Formula.OfCustomer customer -> Optional.of(Entity.USER);
            case Formula.OfAmount amount -> Optional.empty();
            case Formula.OfTime time -> Optional.empty();
            case Formula.OfRequest request -> Optional.empty();
        };
    }
}
