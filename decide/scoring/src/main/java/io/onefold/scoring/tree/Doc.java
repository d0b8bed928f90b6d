package io.onefold.scoring.tree;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// A value of a model document, whichever way it was written. Arrays of numbers stay packed.
sealed interface Doc {

    /// @param values by name, as the document orders them
    record Fields(Map<String, Doc> values) implements Doc {

        public Fields {
            values = new LinkedHashMap<>(values);
        }
    }

    /// An array that holds more than numbers, or nothing.
    record Items(List<Doc> values) implements Doc {

        public Items {
            values = List.copyOf(values);
        }
    }

    /// An array of numbers. It is handed over, not copied.
    @SuppressWarnings("ArrayRecordComponent")
    record Numbers(double[] values) implements Doc {}

    record Number(double value) implements Doc {}

    record Text(String value) implements Doc {

        public Text {
            Objects.requireNonNull(value);
        }
    }

    record Flag(boolean value) implements Doc {}

    record Nothing() implements Doc {}

    /// A value and where it stands, so that a refusal can say where.
    ///
    /// @param path for example `learner.gradient_booster.model.trees[3]`
    record Place(String path, Doc value) {

        /// @throws OnefoldException (INVALID_INPUT) when it is no object or has no such field
        Place field(String name) {
            if (!(value instanceof Fields(Map<String, Doc> fields))) {
                throw refused("expected an object with '" + name + "'");
            }
            Doc found = fields.get(name);
            if (found == null) {
                throw refused("the field '" + name + "' is missing");
            }
            return new Place(path.isEmpty() ? name : path + "." + name, found);
        }

        boolean has(String name) {
            return value instanceof Fields(Map<String, Doc> fields) && fields.containsKey(name);
        }

        /// The elements, of whatever kind.
        List<Place> items() {
            List<Doc> found =
                    switch (value) {
                        case Items(List<Doc> values) -> values;
                        case Numbers(double[] values) ->
                                Arrays.stream(values).<Doc>mapToObj(Number::new).toList();
                        case Fields _, Number _, Text _, Flag _, Nothing _ ->
                                throw refused("expected an array");
                    };
            return IntStream.range(0, found.size())
                    .mapToObj(i -> new Place(path + "[" + i + "]", found.get(i)))
                    .toList();
        }

        double[] numbers() {
            return switch (value) {
                case Numbers(double[] values) -> values;
                case Items(List<Doc> values) when values.isEmpty() -> new double[0];
                case Items(List<Doc> values) -> flags(values);
                case Fields _, Number _, Text _, Flag _, Nothing _ ->
                        throw refused("expected an array of numbers");
            };
        }

        String text() {
            if (value instanceof Text(String found)) {
                return found;
            }
            throw refused("expected a string");
        }

        /// A whole number, also one that is written as a string, as XGBoost writes its parameters.
        int whole() {
            double found = real();
            if (found != Math.rint(found) || Math.abs(found) > Integer.MAX_VALUE) {
                throw refused("expected a whole number, got " + found);
            }
            return (int) found;
        }

        /// A number, also one that is written as a string.
        double real() {
            return switch (value) {
                case Number(double found) -> found;
                case Text(String found) -> parsed(found);
                case Fields _, Items _, Numbers _, Flag _, Nothing _ ->
                        throw refused("expected a number");
            };
        }

        OnefoldException refused(String why) {
            return new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "model file, "
                            + (path.isEmpty() ? "its root" : path)
                            + ": "
                            + why
                            + "; export the model again");
        }

        private double parsed(String text) {
            try {
                return Float.parseFloat(text);
            } catch (NumberFormatException e) {
                throw refused(
                        "expected a number, got a string of " + text.length() + " characters");
            }
        }

        /// XGBoost writes directions as 0 and 1 or as false and true.
        private double[] flags(List<Doc> values) {
            double[] found = new double[values.size()];
            for (int i = 0; i < found.length; i++) {
                found[i] =
                        switch (values.get(i)) {
                            case Flag(boolean flag) -> flag ? 1 : 0;
                            case Number(double number) -> number;
                            case Fields _, Items _, Numbers _, Text _, Nothing _ ->
                                    throw refused("expected a number at [" + i + "]");
                        };
            }
            return found;
        }
    }
}
