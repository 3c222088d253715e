#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace nodesentry {

/// The features of all segments, as they are kept in `features.h5`.
struct StoredFeatures {
    std::string featureSet; ///< "paper" or "robust"
    std::vector<std::string> names; ///< of the columns, in their order
    std::vector<std::int64_t> segments; ///< id of the segment of each row
    FeatureMatrix whole; ///< segments x columns, of whole segments
    FeatureMatrix prefix; ///< the same of the first match period of each; empty where it was not computed
};

/// Reads `features.h5` some rows at a time.
/// @thread any
class FeatureStore {
public:
    enum class Part {
        Whole, ///< features of whole segments
        Prefix, ///< features of their first match periods
    };

    /// @error NotFound       no such file
    /// @error Corrupt        damaged, or not a feature file
    /// @error VersionTooNew  written by a newer version
    [[nodiscard]] static Result<FeatureStore> open(const std::string& path);
    FeatureStore(FeatureStore&&) noexcept;
    FeatureStore& operator=(FeatureStore&&) noexcept;
    ~FeatureStore();

    [[nodiscard]] const std::string& featureSet() const;
    [[nodiscard]] const std::vector<std::string>& names() const; ///< of the columns
    [[nodiscard]] const std::vector<std::int64_t>& segments() const; ///< id of the segment of each row
    [[nodiscard]] bool has(Part part) const;

    /// Rows [begin, end), each in the order of names().
    /// @pre 0 <= begin <= end <= segments().size(), has(part)
    [[nodiscard]] Result<FeatureMatrix> rows(Part part, std::int64_t begin, std::int64_t end) const;
    /// The rows at @p indices, which ascend. Neighbours are read together.
    [[nodiscard]] Result<FeatureMatrix> rows(Part part, const std::vector<std::int64_t>& indices) const;

private:
    FeatureStore();
    struct Private;
    std::unique_ptr<Private> d;
};

/// Writes `features.h5` row by row, in memory for some rows, whatever their number. The file is written
/// beside the old one and renamed by commit(): a crash leaves the old features or the new ones.
class FeatureStoreWriter {
public:
    /// @param segments    ids of the rows to come, in their order
    /// @param withPrefix  whether features of the first match period come with them
    [[nodiscard]] static Result<FeatureStoreWriter>
    create(const std::string& path, const std::string& featureSet, const std::vector<std::string>& names,
           const std::vector<std::int64_t>& segments, bool withPrefix = true);
    FeatureStoreWriter(FeatureStoreWriter&&) noexcept;
    FeatureStoreWriter& operator=(FeatureStoreWriter&&) noexcept;
    ~FeatureStoreWriter(); ///< removes the temporary file unless commit() was called

    /// The next rows. NaN is allowed.
    /// @param prefix  as many rows as @p whole, or empty where create() was told so
    Result<void> add(const FeatureMatrix& whole, const FeatureMatrix& prefix);
    /// @pre all rows were added
    Result<void> commit();

private:
    FeatureStoreWriter();
    struct Private;
    std::unique_ptr<Private> d;
};

/// Writes `features.h5` beside the old one and renames it: a crash leaves the old features or the new ones.
/// @param features  as many rows as segments (contract); NaN allowed
/// @error IoError   the system could not write
Result<void> writeFeatures(const std::string& path, const StoredFeatures& features);

/// @error NotFound       no such file
/// @error Corrupt        damaged, or not a feature file
/// @error VersionTooNew  written by a newer version
/// @cost  the whole file is read: 16 bytes per segment and column
[[nodiscard]] Result<StoredFeatures> readFeatures(const std::string& path);

} // namespace nodesentry
