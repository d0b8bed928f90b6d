package io.onefold.lake.internal.mask;

import io.onefold.lake.DuckSql;
import io.onefold.lake.Governance;
import io.onefold.lake.internal.duck.Engine;
import io.onefold.lake.internal.duck.EngineFailure;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// The mask keys of one engine, put into its session variables when they are first wanted.
public final class SessionKeys implements SqlMask.Keys {

    private final Engine engine;
    private final Governance governance;
    private final Map<String, SqlMask.KeyVariables> variables = new HashMap<>();

    public SessionKeys(Engine engine, Governance governance) {
        this.engine = engine;
        this.governance = governance;
    }

    @Override
    public SqlMask.KeyVariables of(String keyName) {
        return variables.computeIfAbsent(keyName, this::load);
    }

    private SqlMask.KeyVariables load(String keyName) {
        SqlMask.KeyVariables names = SqlMask.KeyVariables.numbered(variables.size());
        MaskKey key = MaskKey.of(governance.maskKey(keyName));
        set(names.inner(), key.innerPad());
        set(names.outer(), key.outerPad());
        return names;
    }

    private void set(String variable, byte[] value) {
        try (PreparedStatement statement =
                engine.connection()
                        .prepareStatement("SET VARIABLE " + DuckSql.name(variable) + " = ?")) {
            statement.setBytes(1, value);
            statement.execute();
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        }
    }
}
