package io.onefold.fraud.rule;

import io.onefold.fraud.request.Field;
import io.onefold.fraud.request.FieldType;
import io.onefold.fraud.request.Location;
import io.onefold.fraud.request.PaymentRequest;
import io.onefold.fraud.rule.Variable.Part;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Where the values of names come from.
interface Binding {

    Node leaf(Variable variable);

    /// From a request and a vector.
    ///
    /// @param place where a feature stands in the vector
    static Binding ofPayments(ToIntFunction<String> place) {
        return variable -> {
            Field field = variable.field();
            if (field == null) {
                return feature(variable, place.applyAsInt(variable.name()));
            }
            Part part = variable.part();
            return part == null ? whole(variable, field) : part(field, part);
        };
    }

    /// From the names and values of a test.
    static Binding ofGiven() {
        return variable -> {
            String name = variable.name();
            return switch (variable.kind()) {
                case NUMBER ->
                        (Node.Number)
                                facts -> value(facts, name) instanceof Double d ? d : Double.NaN;
                case FLAG -> (Node.Flag) facts -> truth(value(facts, name));
                case TEXT ->
                        (Node.Text)
                                facts -> value(facts, name) instanceof String text ? text : null;
                case TEXTS ->
                        (Node.Texts) facts -> value(facts, name) instanceof List<?> l ? l : null;
            };
        };
    }

    private static @Nullable Object value(Facts facts, String name) {
        return ((Facts.Given) facts).values().get(name);
    }

    private static PaymentRequest request(Facts facts) {
        return ((Facts.OfPayment) facts).request();
    }

    private static byte truth(@Nullable Object value) {
        return value instanceof Boolean flag ? Node.truth(flag) : Node.UNKNOWN;
    }

    private static Node feature(Variable variable, int place) {
        if (variable.kind() == Variable.Kind.FLAG) {
            return (Node.Flag)
                    facts -> {
                        float value = ((Facts.OfPayment) facts).vector()[place];
                        return Float.isNaN(value) ? Node.UNKNOWN : Node.truth(value != 0);
                    };
        }
        return (Node.Number) facts -> ((Facts.OfPayment) facts).vector()[place];
    }

    private static Node whole(Variable variable, Field field) {
        return switch (variable.kind()) {
            case NUMBER -> (Node.Number) facts -> request(facts).number(field);
            case FLAG -> (Node.Flag) facts -> truth(request(facts).flag(field));
            case TEXT -> (Node.Text) facts -> request(facts).text(field);
            case TEXTS ->
                    (Node.Texts)
                            facts -> request(facts).value(field) instanceof List<?> l ? l : null;
        };
    }

    private static Node part(Field field, Part part) {
        if (field.type() != FieldType.LOCATION) {
            throw new IllegalArgumentException(field.name() + " has no parts");
        }
        return switch (part) {
            case LAT ->
                    (Node.Number)
                            facts ->
                                    request(facts).location(field) instanceof Location place
                                            ? place.latitude()
                                            : Double.NaN;
            case LNG ->
                    (Node.Number)
                            facts ->
                                    request(facts).location(field) instanceof Location place
                                            ? place.longitude()
                                            : Double.NaN;
            case COUNTRY ->
                    (Node.Text)
                            facts ->
                                    request(facts).location(field) instanceof Location place
                                            ? place.country()
                                            : null;
            case CITY ->
                    (Node.Text)
                            facts ->
                                    request(facts).location(field) instanceof Location place
                                            ? place.city()
                                            : null;
        };
    }
}
