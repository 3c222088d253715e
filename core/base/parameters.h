#pragma once

#include "core/base/result.h"

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace nodesentry {

/// Who would want to change a parameter.
enum class Audience {
    Basic, ///< who runs the program on a cluster: shown at once
    Expert, ///< who knows how the stage works: shown when asked for
    Experiment, ///< who makes tables of what a part of the method gives: with these alone, nobody detects better
};

/// What another value of a parameter changes.
enum class Effect {
    Result, ///< what comes out: results of another value are stale
    Speed, ///< only how long it takes, or what is kept on the way
    Place, ///< only where something is looked for or computed
};

enum class ParameterKind { Flag, Whole, Real, Text };

/// All that a help text, a form, a check or a run record needs to know of a parameter.
///
/// Not bound to a value, so that it may outlive the options; a declaration names its members, see
/// ParameterBinder.
struct ParameterInfo {
    struct Range {
        double minimum = -std::numeric_limits<double>::infinity();
        double maximum = std::numeric_limits<double>::infinity();
    };

    std::string name = {}; ///< "stage.parameter", e.g. "cluster.k_max"; in a declaration without the stage
    Range range = {}; ///< numbers only; both limits are allowed
    std::vector<std::string> choices = {}; ///< texts only; empty: any text
    std::vector<std::string> experimentChoices
        = {}; ///< those of the choices that are for Audience::Experiment
    std::string unit = {}; ///< "samples", "s", "" for pure numbers
    std::string help = {}; ///< one sentence
    Audience audience = Audience::Expert;
    Effect effect = Effect::Result;
    ParameterKind kind = ParameterKind::Text; ///< set by the binder
    std::string defaultText = {}; ///< the value at the time of binding; set by the binder

    [[nodiscard]] std::string stage() const; ///< what stands before the point; empty without one
    [[nodiscard]] std::string rangeText() const; ///< "1..64", "average|complete", "" where anything goes
    /// Whether a text can be the value.
    /// @error InvalidArgument  not a number, or outside the range
    [[nodiscard]] Result<void> check(std::string_view text) const;
};

/// A number as ParameterBinder::set() reads it: the shortest text of the same value.
[[nodiscard]] std::string parameterText(double value);

/// The member of an options struct that a parameter is the value of; not owned.
using ParameterTarget = std::variant<bool*, int*, double*, std::string*>;

/// One adjustable value of a stage. Declared once, in the bindParameters() of an options struct.
struct Parameter : ParameterInfo {
    ParameterTarget target;

    [[nodiscard]] std::string valueText() const; ///< as ParameterBinder::set() would read it
};

/// A parameter and its value at one moment; neither refers to the options.
struct ParameterValue {
    ParameterInfo info;
    std::string text;
};

/// Names of parameters and the texts of their values.
using ParameterTexts = std::vector<std::pair<std::string, std::string>>;

/// Collects the parameters of one or more options structs.
///
/// An options struct has default member values and a function
/// `void bindParameters(ParameterBinder&, Options&)` that declares each member:
/// ```
/// binder.add(&options.kMax,
///            {.name = "k_max",
///             .range = {2, 10'000},
///             .unit = "clusters",
///             .help = "Largest number of clusters tried when k is 0",
///             .audience = Audience::Basic});
/// ```
class ParameterBinder {
public:
    /// All parameters added from now on are named "stage.…".
    void setStage(std::string stage) { m_stage = std::move(stage); }

    /// @param target  outlives the binder
    void add(ParameterTarget target, ParameterInfo info);

    [[nodiscard]] const std::vector<Parameter>& parameters() const& { return m_parameters; }
    const std::vector<Parameter>& parameters() && = delete; ///< would dangle in a range-for
    [[nodiscard]] std::vector<ParameterValue> values() const; ///< of all parameters, in the order of binding

    /// Sets one parameter from text.
    /// @error NotFound         no such parameter; the message names the nearest ones
    /// @error InvalidArgument  not a number, or outside the range; nothing is changed
    Result<void> set(std::string_view name, std::string_view text);

private:
    std::string m_stage;
    std::vector<Parameter> m_parameters;
};

} // namespace nodesentry
