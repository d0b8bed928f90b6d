package io.onefold.fraud.decide;

import io.onefold.scoring.Score;
import io.onefold.scoring.registry.ScoringModel;
import org.jspecify.annotations.Nullable;

/// A model that reads vectors in the words of all models.
///
/// @param towards per place, the model's own place of each joined one; null: as it is
record Translated(ScoringModel model, float @Nullable [] @Nullable [] towards)
        implements ModelInForce.Scorer {

    @Override
    public Score score(float[] vector) {
        return model.score(own(vector));
    }

    @Override
    public double[] contributions(float[] vector) {
        return model.contributions(own(vector));
    }

    private float[] own(float[] vector) {
        if (towards == null) {
            return vector;
        }
        float[] own = vector.clone();
        for (int i = 0; i < towards.length; i++) {
            float[] places = towards[i];
            if (places != null && !Float.isNaN(own[i])) {
                int place = (int) own[i];
                own[i] = place >= 0 && place < places.length ? places[place] : Float.NaN;
            }
        }
        return own;
    }
}
