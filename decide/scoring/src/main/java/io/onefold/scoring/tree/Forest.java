package io.onefold.scoring.tree;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// A forest of decision trees that says how suspicious a row is, in log-odds.
///
/// The sum is XGBoost's, bit by bit: 32-bit floats, the base margin first, then the trees in the
/// order of the file; a row goes left when its value is less than the threshold, and by the stored
/// direction when it is NaN. −0 equals 0.
///
/// A forest never changes and is shared by threads. Scoring allocates nothing.
public final class Forest {

    /// The widest row that is read, in values.
    public static final int FEATURES_MAX = 1 << 16;

    /// The largest model file that is read, in bytes.
    public static final int FILE_BYTES_MAX = 64 << 20;

    private final TreeModel model;
    private final FlatTrees trees;

    private Forest(TreeModel model) {
        this.model = model;
        this.trees = FlatTrees.of(model.trees());
    }

    /// Reads a model file: XGBoost's JSON or UBJSON (1.6 and later), or LightGBM's text.
    ///
    /// @throws OnefoldException (INVALID_INPUT) for garbage, and for what this runtime does not
    ///   walk: splits by category, several outputs, `dart`, `gblinear`, linear leaves; the message
    ///   says what and where
    public static Forest read(byte[] file) {
        if (file.length > FILE_BYTES_MAX) {
            throw refused(
                    "it has "
                            + file.length
                            + " bytes, at most "
                            + FILE_BYTES_MAX
                            + " are read; train fewer or shallower trees");
        }
        TreeModel model = parse(file);
        if (model.featureCount() > FEATURES_MAX) {
            throw refused(
                    "it has "
                            + model.featureCount()
                            + " features, at most "
                            + FEATURES_MAX
                            + " are read; drop features that no tree uses");
        }
        return of(model);
    }

    static Forest of(TreeModel model) {
        return new Forest(model);
    }

    /// What the file was: `xgboost-json`, `xgboost-ubj` or `lightgbm`.
    public String format() {
        return model.format();
    }

    /// Places of a row.
    public int featureCount() {
        return model.featureCount();
    }

    /// A name per place of the row; empty when the file names none.
    public List<String> featureNames() {
        return model.featureNames();
    }

    public int treeCount() {
        return model.trees().size();
    }

    /// Splits on the longest path of any tree.
    public int depth() {
        return model.trees().stream().mapToInt(Tree::depth).max().orElse(0);
    }

    /// Log-odds before any tree.
    public float baseMargin() {
        return model.baseMargin();
    }

    /// The log-odds of one row.
    ///
    /// @param row [#featureCount] values, NaN is unknown; what follows them is not read
    public float margin(float[] row) {
        return margin(row, 0);
    }

    /// The log-odds of the row that begins at an offset.
    public float margin(float[] rows, int offset) {
        check(rows.length - offset, 1);
        return trees.sum(model.baseMargin(), rows, offset, model.featureCount());
    }

    /// The log-odds of many rows, each as [#margin(float[])] gives it.
    ///
    /// @param rows row after row, each of [#featureCount] values
    /// @param margins one place per row
    public void margins(float[] rows, float[] margins) {
        check(rows.length, margins.length);
        for (int i = 0; i < margins.length; i++) {
            margins[i] = margin(rows, i * model.featureCount());
        }
    }

    /// The same forest for wider rows, or for rows in another order.
    ///
    /// @param places where each of this forest's features stands in the other row
    /// @param names of the other row's places
    public Forest placed(int[] places, List<String> names) {
        if (places.length != featureCount()) {
            throw new IllegalArgumentException(
                    places.length + " places for " + featureCount() + " features");
        }
        for (int place : places) {
            Objects.checkIndex(place, names.size());
        }
        List<Tree> placed = model.trees().stream().map(tree -> tree.placed(places)).toList();
        return of(new TreeModel(model.format(), model.baseMargin(), names.size(), names, placed));
    }

    TreeModel model() {
        return model;
    }

    private void check(int values, int rows) {
        if (values < (long) rows * model.featureCount()) {
            throw new IllegalArgumentException(
                    values
                            + " values for "
                            + rows
                            + " rows of "
                            + model.featureCount()
                            + " features; use the feature plan that the model was trained with");
        }
    }

    private static TreeModel parse(byte[] file) {
        int at = 0;
        while (at < file.length && Character.isWhitespace(file[at])) {
            at++;
        }
        if (at + 1 < file.length && file[at] == '{') {
            boolean json = file[at + 1] == '"' || Character.isWhitespace(file[at + 1]);
            return json
                    ? XgboostModel.read(JsonDocument.read(file), "xgboost-json")
                    : XgboostModel.read(UbjDocument.read(file), "xgboost-ubj");
        }
        if (file.length > 4 && new String(file, 0, 4, StandardCharsets.US_ASCII).equals("tree")) {
            return LightGbmModel.read(file);
        }
        throw refused(
                "it is neither XGBoost's JSON or UBJSON nor LightGBM's text; export the model in"
                        + " one of these");
    }

    private static OnefoldException refused(String why) {
        return new OnefoldException(ErrorCode.INVALID_INPUT, "model file: " + why);
    }
}
