#pragma once

#include "core/base/result.h"

#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace nodesentry {

/// One adjustable value of a stage: bound to a member of an options struct, with all that a help text, a
/// form, a check or a run record needs to know of it. Declared once, in the struct's bindParameters().
struct Parameter {
    std::string name; ///< "stage.parameter", e.g. "cluster.k_max"
    std::variant<bool*, int*, double*, std::string*> target; ///< not owned
    std::string defaultText; ///< the value at the time of binding
    double minimum = -std::numeric_limits<double>::infinity(); ///< numbers only
    double maximum = std::numeric_limits<double>::infinity(); ///< numbers only
    std::vector<std::string> choices; ///< texts only; empty: any text
    std::string unit; ///< "samples", "s", "" for pure numbers
    std::string help; ///< one sentence
    bool advanced = false; ///< hidden until asked for

    [[nodiscard]] std::string valueText() const; ///< as setParameter() would read it
    [[nodiscard]] std::string rangeText() const; ///< "1..64", "average|complete", "" where anything goes
};

/// Collects the parameters of one or more options structs.
///
/// An options struct has default member values and a function
/// `void bindParameters(ParameterBinder&, Options&)` that names each member:
/// `binder.add("k_max", o.kMax, {2, 1000}, "clusters", "Largest number of clusters tried");`
class ParameterBinder {
public:
    struct Limits {
        double minimum = -std::numeric_limits<double>::infinity();
        double maximum = std::numeric_limits<double>::infinity();
    };

    /// All parameters added from now on are named "stage.…".
    void setStage(std::string stage) { m_stage = std::move(stage); }

    Parameter& add(const std::string& name, int& target, Limits limits, std::string unit, std::string help);
    Parameter& add(const std::string& name, double& target, Limits limits, std::string unit,
                   std::string help);
    Parameter& add(const std::string& name, bool& target, std::string help);
    Parameter& add(const std::string& name, std::string& target, std::vector<std::string> choices,
                   std::string help);

    [[nodiscard]] const std::vector<Parameter>& parameters() const& { return m_parameters; }
    const std::vector<Parameter>& parameters() && = delete; ///< would dangle in a range-for

    /// Sets one parameter from text.
    /// @error NotFound         no such parameter; the message names the nearest ones
    /// @error InvalidArgument  not a number, or outside the range; nothing is changed
    Result<void> set(std::string_view name, std::string_view text);

private:
    Parameter& append(Parameter parameter);

    std::string m_stage;
    std::vector<Parameter> m_parameters;
};

} // namespace nodesentry
