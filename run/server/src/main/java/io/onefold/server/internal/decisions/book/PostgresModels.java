package io.onefold.server.internal.decisions.book;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import io.onefold.scoring.registry.Lineage;
import io.onefold.scoring.registry.ModelArtefact;
import io.onefold.scoring.registry.ModelCard;
import io.onefold.scoring.registry.ModelDraft;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelState;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.scoring.registry.Promotion;
import io.onefold.scoring.registry.Promotions;
import io.onefold.server.internal.decisions.journal.Journal;
import io.onefold.server.internal.decisions.journal.Journal.Held;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The model registry in PostgreSQL; artefacts are kept beside their rows.
public final class PostgresModels implements ModelRegistry {

    private static final String SELECT =
            "select id, fraud_type, version, state, share, hash, lineage, card, author, approver, created_at, champion_at"
                    + " from decisions.model";

    private final Jdbc jdbc;
    private final Journal journal;

    public PostgresModels(Jdbc jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    /// A number that changes whenever a model was registered or moved.
    public long edition() {
        return journal.edition(Held.MODEL);
    }

    @Override
    public ModelVersion register(ModelDraft draft) {
        Promotions.checkRegistration(draft);
        ModelVersion registered =
                jdbc.transaction(
                        connection -> {
                            journal.raise(connection, Held.MODEL); // one registration at a time
                            ModelVersion kept = insert(connection, draft);
                            note(connection, draft.author(), "model.register", kept, Map.of());
                            return kept;
                        });
        journal.changed();
        return registered;
    }

    private static ModelVersion insert(Connection connection, ModelDraft draft)
            throws SQLException {
        byte[] artefact = draft.artefact().bytes();
        Optional<Long> id =
                Jdbc.first(
                        connection,
                        Jdbc.resource(PostgresModels.class, "register-model.sql"),
                        row -> row.getLong(1),
                        draft.fraudType(),
                        draft.fraudType(),
                        draft.artefact().hash(),
                        artefact,
                        new Json(Json.MAPPER.valueToTree(draft.lineage())),
                        new Json(Json.MAPPER.valueToTree(draft.card())),
                        draft.author());
        return get(
                connection,
                id.orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.CONFLICT,
                                        "model "
                                                + draft.artefact().hash()
                                                + " is registered for "
                                                + draft.fraudType()
                                                + " already; train another one")));
    }

    @Override
    public Optional<ModelVersion> find(long id) {
        return jdbc.with(connection -> find(connection, id));
    }

    @Override
    public List<ModelVersion> versions(String fraudType) {
        return jdbc.with(connection -> versions(connection, fraudType));
    }

    private static List<ModelVersion> versions(Connection connection, String fraudType)
            throws SQLException {
        return Jdbc.query(
                connection,
                SELECT + " where fraud_type = ? order by version desc",
                PostgresModels::version,
                fraudType);
    }

    @Override
    public List<ModelVersion> inForce(String fraudType) {
        return jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                SELECT
                                        + " where fraud_type = ? and state in ('shadow', 'challenger', 'champion')"
                                        + " order by version desc",
                                PostgresModels::version,
                                fraudType));
    }

    @Override
    public ModelArtefact artefact(long id) {
        Stored stored =
                jdbc.with(
                        connection ->
                                Jdbc.first(
                                                connection,
                                                "select artefact, hash from decisions.model where id = ?",
                                                row ->
                                                        new Stored(
                                                                row.getBytes(1), row.getString(2)),
                                                id)
                                        .orElseThrow(() -> missing(id)));
        return ModelArtefact.read(stored.artefact(), stored.hash());
    }

    private record Stored(byte[] artefact, String hash) {}

    @Override
    public ModelVersion promote(long id, Promotion promotion) {
        ModelVersion promoted =
                jdbc.transaction(
                        connection -> {
                            journal.raise(connection, Held.MODEL); // one promotion at a time
                            ModelVersion model = get(connection, id);
                            Promotions.check(model, promotion);
                            moveTo(connection, model, promotion);
                            Map<String, String> details = new HashMap<>();
                            details.put("from", model.state().wireName());
                            details.put("to", promotion.to().wireName());
                            String backtest = promotion.backtest();
                            if (backtest != null) {
                                details.put("backtest", backtest);
                            }
                            note(connection, promotion.by(), "model.promote", model, details);
                            return get(connection, id);
                        });
        journal.changed();
        return promoted;
    }

    private void moveTo(Connection connection, ModelVersion model, Promotion promotion)
            throws SQLException {
        boolean champion = promotion.to() == ModelState.CHAMPION;
        boolean decides = champion || promotion.to() == ModelState.CHALLENGER;
        if (decides) {
            retire(connection, model.fraudType(), promotion.to());
        }
        Jdbc.update(
                connection,
                "update decisions.model set state = ?, share = ?, approver = case when ? then ? else approver end,"
                        + " backtest = coalesce(?, backtest), champion_at = case when ? then ? else champion_at end where id = ?",
                promotion.to().wireName(),
                promotion.share(),
                decides,
                promotion.by(),
                promotion.backtest(),
                champion,
                journal.now(),
                model.id());
    }

    private static void retire(Connection connection, String fraudType, ModelState state)
            throws SQLException {
        Jdbc.update(
                connection,
                "update decisions.model set state = 'retired', share = 0 where fraud_type = ? and state = ?",
                fraudType,
                state.wireName());
    }

    @Override
    public ModelVersion rollback(String fraudType, String by) {
        ModelVersion back =
                jdbc.transaction(
                        connection -> {
                            journal.raise(connection, Held.MODEL);
                            ModelVersion before =
                                    Promotions.rollbackTo(
                                            fraudType, versions(connection, fraudType));
                            retire(connection, fraudType, ModelState.CHAMPION);
                            Jdbc.update(
                                    connection,
                                    "update decisions.model set state = 'champion', champion_at = ? where id = ?",
                                    journal.now(),
                                    before.id());
                            note(connection, by, "model.rollback", before, Map.of());
                            return get(connection, before.id());
                        });
        journal.changed();
        return back;
    }

    private void note(
            Connection connection,
            String by,
            String action,
            ModelVersion model,
            Map<String, String> details)
            throws SQLException {
        Map<String, String> all = new HashMap<>(details);
        all.put("hash", model.hash());
        journal.note(
                connection,
                new Principal(by, Set.of(), Set.of(), false),
                action,
                model.fraudType() + "@" + model.version(),
                all);
    }

    private static Optional<ModelVersion> find(Connection connection, long id) throws SQLException {
        return Jdbc.first(connection, SELECT + " where id = ?", PostgresModels::version, id);
    }

    private static ModelVersion get(Connection connection, long id) throws SQLException {
        return find(connection, id).orElseThrow(() -> missing(id));
    }

    private static OnefoldException missing(long id) {
        return new OnefoldException(
                ErrorCode.NOT_FOUND, "there is no model " + id + "; list them by fraud type");
    }

    private static ModelVersion version(ResultSet row) throws SQLException {
        return new ModelVersion(
                row.getLong("id"),
                row.getString("fraud_type"),
                row.getInt("version"),
                ModelState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getDouble("share"),
                row.getString("hash"),
                Json.MAPPER.readValue(row.getString("lineage"), Lineage.class),
                Json.MAPPER.readValue(row.getString("card"), ModelCard.class),
                row.getString("author"),
                row.getString("approver"),
                Objects.requireNonNull(Jdbc.instant(row, "created_at")),
                Jdbc.instant(row, "champion_at"));
    }
}
