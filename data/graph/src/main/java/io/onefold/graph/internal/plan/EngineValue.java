package io.onefold.graph.internal.plan;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value on its way from the engine to the driver.
public final class EngineValue {

    private EngineValue() {}

    /// The driver's form of a property's value.
    ///
    /// @param raw as the engine's JDBC driver gives it
    /// @throws SQLException if a list cannot be read
    public static @Nullable Object toDriver(Property property, @Nullable Object raw)
            throws SQLException {
        if (raw == null) {
            return null;
        }
        if (!property.list()) {
            return property.type().fromEngine(raw);
        }
        Object[] elements = (Object[]) ((Array) raw).getArray();
        List<Object> list = new ArrayList<>(elements.length);
        for (Object element : elements) {
            list.add(property.type().fromEngine(element));
        }
        return list;
    }
}
