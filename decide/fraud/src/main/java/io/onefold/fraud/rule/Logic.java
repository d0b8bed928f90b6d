package io.onefold.fraud.rule;

/// The logic of three values: what is unknown stays so unless the rest settles it.
final class Logic {

    private Logic() {}

    static Node.Flag and(Node.Flag left, Node.Flag right) {
        return facts -> {
            byte a = left.of(facts);
            if (a == Node.FALSE) {
                return Node.FALSE;
            }
            byte b = right.of(facts);
            return b == Node.FALSE ? Node.FALSE : a == Node.UNKNOWN ? a : b;
        };
    }

    static Node.Flag or(Node.Flag left, Node.Flag right) {
        return facts -> {
            byte a = left.of(facts);
            if (a == Node.TRUE) {
                return Node.TRUE;
            }
            byte b = right.of(facts);
            return b == Node.TRUE ? Node.TRUE : a == Node.UNKNOWN ? a : b;
        };
    }

    static Node.Flag not(Node.Flag one) {
        return facts -> {
            byte a = one.of(facts);
            return a == Node.UNKNOWN ? a : (byte) (1 - a);
        };
    }

    static Node.Flag same(Node.Flag left, Node.Flag right) {
        return facts -> {
            byte a = left.of(facts);
            byte b = right.of(facts);
            return a == Node.UNKNOWN || b == Node.UNKNOWN ? Node.UNKNOWN : Node.truth(a == b);
        };
    }

    static Node.Flag choose(Node.Flag when, Node.Flag then, Node.Flag otherwise) {
        return facts ->
                switch (when.of(facts)) {
                    case Node.TRUE -> then.of(facts);
                    case Node.FALSE -> otherwise.of(facts);
                    default -> Node.UNKNOWN;
                };
    }

    static Node.Number chooseNumber(Node.Flag when, Node.Number then, Node.Number otherwise) {
        return facts ->
                switch (when.of(facts)) {
                    case Node.TRUE -> then.of(facts);
                    case Node.FALSE -> otherwise.of(facts);
                    default -> Double.NaN;
                };
    }

    static Node.Flag less(Node.Number left, Node.Number right, boolean orEqual) {
        return facts -> {
            double a = left.of(facts);
            double b = right.of(facts);
            return Double.isNaN(a) || Double.isNaN(b)
                    ? Node.UNKNOWN
                    : Node.truth(orEqual ? a <= b : a < b);
        };
    }
}
