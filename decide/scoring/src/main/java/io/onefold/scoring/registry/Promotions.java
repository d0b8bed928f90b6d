package io.onefold.scoring.registry;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The rules by which models rise and retire. A model goes one step at a time, candidate, shadow,
/// challenger, champion; it may retire from anywhere and returns from retirement only by rollback.
/// To decide for anybody it needs the leakage gate, a backtest, and a person other than its author.
public final class Promotions {

    private Promotions() {}

    /// @throws OnefoldException (UNPROCESSABLE) when the leakage gate did not run or did not hold
    public static void checkRegistration(ModelDraft draft) {
        if (!draft.card().gatePassed()) {
            throw new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "model for "
                            + draft.fraudType()
                            + ": the leakage gate "
                            + (draft.card().gate().isEmpty()
                                    ? "did not run; train with it"
                                    : "fails at "
                                            + draft.card().gate().stream()
                                                    .filter(check -> !check.passed())
                                                    .map(
                                                            check ->
                                                                    check.name()
                                                                            + " = "
                                                                            + check.value()
                                                                            + " (expected "
                                                                            + check.expected()
                                                                            + "); "
                                                                            + check.detail())
                                                    .toList()));
        }
    }

    /// @throws OnefoldException (CONFLICT) saying which condition is not met
    public static void check(ModelVersion model, Promotion promotion) {
        if (promotion.to() == ModelState.RETIRED) {
            if (model.state() == ModelState.RETIRED) {
                throw refused(model, "it is retired already");
            }
            return;
        }
        if (next(model.state()).filter(promotion.to()::equals).isEmpty()) {
            throw refused(
                    model,
                    "it is "
                            + model.state().wireName()
                            + ", its next step is "
                            + next(model.state()).map(ModelState::wireName).orElse("rollback")
                            + ", not "
                            + promotion.to().wireName());
        }
        if (!model.card().gatePassed()) {
            throw refused(model, "the leakage gate did not hold; train it again");
        }
        boolean challenges = promotion.to() == ModelState.CHALLENGER;
        if (challenges
                ? !(promotion.share() > 0 && promotion.share() < 1)
                : promotion.share() != 0) {
            throw refused(
                    model,
                    "the share "
                            + promotion.share()
                            + " does not fit; a challenger takes more than 0 and less than 1, any"
                            + " other 0");
        }
        if (challenges || promotion.to() == ModelState.CHAMPION) {
            checkEvidence(model, promotion);
        }
    }

    /// The champion that a rollback brings back: of those that retired, the one that was champion
    /// last.
    ///
    /// @param versions every model of the fraud type
    /// @throws OnefoldException (CONFLICT) when there is none
    public static ModelVersion rollbackTo(String fraudType, List<ModelVersion> versions) {
        return versions.stream()
                .filter(model -> model.state() == ModelState.RETIRED && model.championAt() != null)
                .max(Comparator.comparing(ModelVersion::championAt))
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.CONFLICT,
                                        "rollback of "
                                                + fraudType
                                                + ": no other model was champion; promote one"));
    }

    /// Whether the challenger decides for a user: by the SHA-256 of model and user, so that each
    /// user always meets the same model and each challenger other users.
    ///
    /// @param share 0, nobody, to 1
    public static boolean challenges(String modelHash, String userId, double share) {
        byte[] hash = sha256(modelHash + "\n" + userId);
        double place = (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1p-53;
        return place < share;
    }

    private static void checkEvidence(ModelVersion model, Promotion promotion) {
        if (promotion.backtest() == null) {
            throw refused(model, "no backtest ran; run one and name it");
        }
        if (promotion.by().equals(model.author())
                || promotion.by().equals(model.lineage().author())) {
            throw refused(
                    model, "its author cannot let it decide; a second person has to promote it");
        }
    }

    private static Optional<ModelState> next(ModelState state) {
        return switch (state) {
            case CANDIDATE -> Optional.of(ModelState.SHADOW);
            case SHADOW -> Optional.of(ModelState.CHALLENGER);
            case CHALLENGER -> Optional.of(ModelState.CHAMPION);
            case CHAMPION, RETIRED -> Optional.empty();
        };
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static OnefoldException refused(ModelVersion model, String why) {
        return new OnefoldException(
                ErrorCode.CONFLICT,
                "model "
                        + model.id()
                        + " ("
                        + model.fraudType()
                        + " "
                        + model.version()
                        + "): "
                        + why);
    }
}
