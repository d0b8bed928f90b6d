package io.onefold.model.contract;

/// Where SQL stands in a contract, as findings name it, for example `rules.amount-positive`.
public final class SqlPath {

    private SqlPath() {}

    public static String rule(String name) {
        return "rules." + name;
    }

    public static String column(String name) {
        return "columns." + name;
    }

    public static String normalisation(String column, String step) {
        return column(column) + ".normalise." + step;
    }

    public static String expression(String column) {
        return column(column) + ".transformLogic";
    }
}
