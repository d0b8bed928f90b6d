package io.onefold.scoring.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.OnefoldException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every registry does. An adapter's test extends it and gives an empty registry.
public abstract class ModelRegistryKit {

    private static final String CARD = "credit_card";
    private static final String LAUNDERING = "money_laundering";

    private ModelRegistry registry;

    /// A registry without models, whose clock never gives the same instant to two changes.
    protected abstract ModelRegistry emptyRegistry();

    @BeforeEach
    void begins() {
        registry = emptyRegistry();
    }

    @Test
    void aRegisteredModelIsACandidateThatComesBackAsItWas() {
        ModelDraft draft = Models.draft(CARD, 1, "ann");

        ModelVersion kept = registry.register(draft);

        assertThat(kept.state()).isEqualTo(ModelState.CANDIDATE);
        assertThat(kept.version()).isOne();
        assertThat(kept.share()).isZero();
        assertThat(kept.approver()).isNull();
        assertThat(kept.championAt()).isNull();
        assertThat(kept.hash()).isEqualTo(draft.artefact().hash());
        assertThat(kept.lineage()).isEqualTo(draft.lineage());
        assertThat(kept.card()).isEqualTo(draft.card());
        assertThat(registry.find(kept.id())).contains(kept);
        assertThat(registry.artefact(kept.id()).bytes()).isEqualTo(draft.artefact().bytes());
        assertThat(registry.inForce(CARD)).isEmpty();
    }

    @Test
    void versionsRisePerFraudType() {
        registry.register(Models.draft(CARD, 1, "ann"));
        ModelVersion second = registry.register(Models.draft(CARD, 2, "ann"));
        ModelVersion other = registry.register(Models.draft(LAUNDERING, 1, "ann"));

        assertThat(second.version()).isEqualTo(2);
        assertThat(other.version()).isOne();
        assertThat(registry.versions(CARD)).extracting(ModelVersion::version).containsExactly(2, 1);
    }

    @Test
    void theSameArtefactIsRegisteredOnceForAType() {
        registry.register(Models.draft(CARD, 1, "ann"));

        assertThatThrownBy(() -> registry.register(Models.draft(CARD, 1, "bob")))
                .isInstanceOf(OnefoldException.class);
        assertThat(registry.versions(CARD)).hasSize(1);
    }

    @Test
    void aModelWhoseGateFailedIsNotKept() {
        ModelDraft draft =
                new ModelDraft(
                        CARD, Models.artefact(1), Models.lineage("ann"), Models.card(false), "ann");

        assertThatThrownBy(() -> registry.register(draft))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("shuffled-labels");
        assertThat(registry.versions(CARD)).isEmpty();
    }

    @Test
    void aModelRisesStepByStep() {
        long id = registry.register(Models.draft(CARD, 1, "ann")).id();

        registry.promote(id, new Promotion(ModelState.SHADOW, 0, null, "ann"));
        assertThat(registry.shadows(CARD)).extracting(ModelVersion::id).containsExactly(id);

        registry.promote(id, new Promotion(ModelState.CHALLENGER, 0.1, "backtest-1", "bob"));
        assertThat(registry.challenger(CARD).orElseThrow().share()).isEqualTo(0.1);
        assertThat(registry.shadows(CARD)).isEmpty();

        ModelVersion champion =
                registry.promote(id, new Promotion(ModelState.CHAMPION, 0, "backtest-1", "bob"));
        assertThat(champion.approver()).isEqualTo("bob");
        assertThat(champion.championAt()).isNotNull();
        assertThat(registry.champion(CARD)).contains(champion);
        assertThat(registry.champion(LAUNDERING)).isEmpty();
    }

    @Test
    void aRefusedPromotionChangesNothing() {
        ModelVersion model = registry.register(Models.draft(CARD, 1, "ann"));

        assertThatThrownBy(
                        () ->
                                registry.promote(
                                        model.id(),
                                        new Promotion(ModelState.CHAMPION, 0, "backtest", "bob")))
                .isInstanceOf(OnefoldException.class);
        assertThat(registry.find(model.id())).contains(model);
    }

    @Test
    void thereIsOneChampionAndOneChallenger() {
        long first = champion(1);
        long second = champion(2);
        long third = challenger(3);
        long fourth = challenger(4);

        assertThat(registry.champion(CARD).orElseThrow().id()).isEqualTo(second);
        assertThat(registry.challenger(CARD).orElseThrow().id()).isEqualTo(fourth);
        assertThat(registry.find(first).orElseThrow().state()).isEqualTo(ModelState.RETIRED);
        ModelVersion replaced = registry.find(third).orElseThrow();
        assertThat(replaced.state()).isEqualTo(ModelState.RETIRED);
        assertThat(replaced.share()).isZero();
    }

    @Test
    void rollbackBringsTheChampionBeforeBack() {
        long first = champion(1);
        long second = champion(2);

        ModelVersion back = registry.rollback(CARD, "bob");

        assertThat(back.id()).isEqualTo(first);
        assertThat(registry.champion(CARD).orElseThrow().id()).isEqualTo(first);
        assertThat(registry.find(second).orElseThrow().state()).isEqualTo(ModelState.RETIRED);
        assertThat(registry.inForce(CARD)).hasSize(1);
    }

    @Test
    void withoutAChampionBeforeThereIsNoRollback() {
        assertThatThrownBy(() -> registry.rollback(CARD, "bob"))
                .isInstanceOf(OnefoldException.class);
        long only = champion(1);

        assertThatThrownBy(() -> registry.rollback(CARD, "bob"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("no other model was champion");
        assertThat(registry.champion(CARD).orElseThrow().id()).isEqualTo(only);
    }

    @Test
    void aModelThatIsNotThereIsNotFound() {
        assertThat(registry.find(999_999)).isEmpty();
        assertThatThrownBy(() -> registry.artefact(999_999)).isInstanceOf(OnefoldException.class);
        assertThatThrownBy(
                        () ->
                                registry.promote(
                                        999_999, new Promotion(ModelState.RETIRED, 0, null, "bob")))
                .isInstanceOf(OnefoldException.class);
    }

    private long challenger(double leaf) {
        long id = registry.register(Models.draft(CARD, leaf, "ann")).id();
        registry.promote(id, new Promotion(ModelState.SHADOW, 0, null, "ann"));
        registry.promote(id, new Promotion(ModelState.CHALLENGER, 0.2, "backtest", "bob"));
        return id;
    }

    private long champion(double leaf) {
        long id = challenger(leaf);
        registry.promote(id, new Promotion(ModelState.CHAMPION, 0, "backtest", "bob"));
        return id;
    }
}
