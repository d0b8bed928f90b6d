package io.onefold.lake;

import io.onefold.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The port through which the lake learns what is sensitive and who may see what. The catalog's
/// data feeds it; it is asked at every read, so that a tag set now holds for the next query.
public interface Governance {

    /// The tags of a table's columns, for example `email → {PII.Email}`. Names compare without
    /// case; a column that is not named has no tags.
    Map<String, Set<String>> columnTags(TableName table);

    /// The secret behind a key name of a mask, at least 16 bytes.
    byte[] maskKey(String keyName);

    /// The rules that say how tagged columns are masked; the built-in ones unless policies stand
    /// beside them.
    default List<MaskRule> maskRules() {
        return MaskRule.BUILT_IN;
    }
}
