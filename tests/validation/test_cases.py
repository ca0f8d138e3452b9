"""Every case of every model: its source exists, and the misses are the ones that the book names."""

import pytest

from ketabrain.evidence import bibliography
from ketabrain.validation import MODELS, cases
from ketabrain.validation.kept import results

KNOWN_MISSES = {
    "lhb_neuron": {"Highest potential at which cells burst", "Spikes in a burst, drive 4, leak potential -74 mV"},
    "reward_brake": {"Dopamine firing after an RMTg lesion, against intact"},
    "nmdar_trapping": {
        "Time of the peak block in quiet tissue",
        "Block in quiet tissue 1 h after the dose, against its peak",
    },
    "synapse": set(),
    "pfc_disinhibition": {"Interneuron activity at 20 mg/kg, another laboratory"},
    "working_memory": {
        "Memory of the pair after five seconds at the block of 100 ng/mL in a dish",
        "Memory of the pair after five seconds at the block of 100 ng/mL at rest, with magnesium",
        "Memory of the ring after five seconds at the block of 100 ng/mL in a dish",
    },
    "spines": {
        "Spines lost in 18 months",
        "Loss that is back 10 days after stress, without drug",
        "Gained 3 h after ketamine (Zhang 2019)",
        "Gained 6 to 24 h after ketamine (Pryazhnikov 2018)",
    },
    "calcium_plasticity": {
        "Change of efficacy by 900 pulses at 1 Hz",
        "Efficacy after 900 pulses at 10 Hz, 0 % blocked",
    },
    "homeostasis": {
        "Effect of ketamine after MK-801 or CPP",
        "Effect of (2R,6R)-hydroxynorketamine without NMDA block",
    },
    "hopfield": {
        "Deep or shallow learning on ketamine: memory gets worse",
        "Extra memory for emotional pictures: memory gets worse",
    },
    "fear_extinction": {
        "APV in BLA, under the drug",
        "APV in BLA, 2nd extinction",
        "CPP, during extinction",
        "CPP in extinction, 48 h later",
        "Ketamine, acquisition: test",
        "Ketamine, acquisition: extinction",
        "Ketamine, a day after acquisition",
        "Ketamine, a week before",
        "Ketamine, in extinction",
        "Infralimbic cortex silenced in extinction, a day later",
        "Infralimbic cortex silenced in extinction, the session itself",
        "Infralimbic cortex silenced at the test alone",
        "Infralimbic cortex stimulated with the tone, no extinction before",
    },
    "imaging_effects": set(),
    "transmitter_changes": {"p of ketamine against saline, from t = 2.4 with 13 degrees of freedom"},
    "energy_landscape": {"Stability of the cortex's activity with rising doses of ketamine"},
    "cascade": {
        "Chain: effect of ketamine without eEF2 kinase",
        "Chain: effect of ketamine a day after rapamycin by mouth",
        "Chain: effect of ketamine two weeks after rapamycin by mouth",
        "Chain: effect of an NMDA blocker in the habenula alone",
        "Chain: effect of ketamine without NMDA receptors in the habenula",
        "Chain: rise of BDNF in the hippocampus without NMDA receptors in the habenula",
        "Chain: effect of ketamine a day later, habenula driven after the drug had gone",
        "Chain: mTORC1 two hours after the dose, as a share of its highest",
        "Chain: share of new spines that form 3 to 6 h after the dose",
        "Habenula branch: effect of ketamine after NBQX, which blocks AMPA receptors",
        "Habenula branch: effect of an eEF2 kinase inhibitor alone",
        "Habenula branch: effect of ketamine without eEF2 kinase",
        "Habenula branch: effect of ketamine a day after an antibody against BDNF",
        "Habenula branch: effect of ketamine with the Met form of BDNF",
        "Habenula branch: effect of ketamine a day after rapamycin into the brain",
    },
    "dissociation": {"Strongest scale 2 h after the start"},
    "meta_analysis": {"Odds ratio, suicidal thoughts gone, upper end", "Odds ratio of response, midazolam trial"},
    "trial_points": {
        "Distance from midazolam a day later",
        "Standard error of that distance, 28 mg",
        "Standard error of that distance, 56 mg",
        "Standard error of that distance, 84 mg",
    },
    "number_needed": {
        "The same, upper end of its interval",
        "Odds ratio of response at a day, ketamine against midazolam",
    },
    "trial_blinding": {"d from the shares that responded, 46 and 1 %: trials against saline"},
    "one_dose": {"Block by 10 µM, in a dish", "Block by 1 µM, at rest with magnesium"},
    "treatment_steps": {
        "Remission in up to four steps, as the re-analysis counts it",
        "Remission in step 1, in the study's first report",
        "3 people left out of step 4 by the re-analysis, of those who entered it",
    },
    "correlated_points": {
        "p of r = −0.35 at 230 minutes, if all 108 patients are in it",
        "p of r = −0.41 on day 7, if all 108 patients are in it",
    },
    "pharmacokinetics": set(),
    "nmda_receptor": {
        "Concentration that blocks half, in the scheme",
        "Hill coefficient, in the scheme",
        "Openings left at 0.1 µM, cell-attached patches",
        "Openings left at 1 µM, cell-attached patches",
        "Openings left at 1 µM, outside-out patches",
        "Openings left at 10 µM, outside-out patches",
        "Mean open time left at 1 µM, in the scheme",
        "IC50 of GluN2A without magnesium, from another laboratory",
        "IC50 with 1 mM magnesium, GluN2C, predicted from hippocampal block",
        "IC50 with 1 mM magnesium, GluN2D, predicted from hippocampal block",
    },
    "receptor_binding": {
        "Serotonin transporter occupied in monkeys, 1.5 mg/kg",
        "D2 receptors occupied at 293 ng/mL, if the affinity is 0.055 µM",
        "D2 receptors occupied at 293 ng/mL, if the affinity is 0.5 µM",
        "Muscarinic M1: IC50 of the racemate, from its two forms",
    },
    "ketamine_metabolism": {
        "Ketamine's area under the curve with grapefruit juice, swallowed dose, n = 12",
        "Ketamine's area under the curve with ticlopidine, swallowed dose, n = 11",
        "Ketamine's area under the curve with itraconazole, swallowed dose, n = 11",
        "Ketamine's area under the curve with rifampicin, swallowed dose, n = 11",
        "Norketamine over ketamine with grapefruit juice, swallowed, against without",
        "Norketamine's clearance with rifampicin, against without",
    },
    "proportion": {
        "Past-year users with urinary symptoms, 340 of 1,285",
        "Worse after stopping, 8 of 251",
        "Patients with severe hypertension, 17 of 138",
    },
    "pressure_rise": {"The same, by the diastolic curve alone"},
}


@pytest.mark.parametrize("model", MODELS)
def test_each_case_has_its_own_name_and_a_source_of_the_book(model):
    listed, known = cases(model), bibliography.load()
    assert len({case.name for case in listed}) == len(listed)
    assert {case.kind for case in listed} >= {"measured", "independent solver"}
    for case in listed:
        assert case.source is None or case.source in known, case.name


@pytest.mark.parametrize("model", MODELS)
def test_the_model_misses_what_the_book_says_it_misses(model):
    missed = {case.name for case, result in results(model) if not result.hit}
    assert missed == KNOWN_MISSES[model]


def test_an_unknown_model_names_the_known_ones():
    with pytest.raises(ValueError, match="no cases for the model 'brain': choose one of synapse, ketamine_metabolism"):
        cases("brain")
