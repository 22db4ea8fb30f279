/**
 * The 58 scenarios in 8 groups. "Generative Judge for Evaluating Alignment", arXiv 2310.05470v2, section 3.1; names as
 * in GAIR-NLP/auto-j at 2ae17a3, in the order of its tables.
 */
export const scenarioGroups: Readonly<Record<string, readonly string[]>> = {
  Summarization: ['post_summarization', 'text_summarization', 'note_summarization'],
  'Exam Questions': [
    'math_reasoning',
    'solving_exam_question_with_math',
    'solving_exam_question_without_math',
  ],
  Code: [
    'code_simplification',
    'code_generation',
    'explaining_code',
    'code_correction_rewriting',
    'code_to_code_translation',
  ],
  Rewriting: [
    'text_simplification',
    'language_polishing',
    'instructional_rewriting',
    'text_correction',
    'paraphrasing',
  ],
  'Creative Writing': [
    'writing_song_lyrics',
    'writing_social_media_post',
    'writing_blog_post',
    'writing_personal_essay',
    'creative_writing',
    'writing_advertisement',
    'writing_marketing_materials',
    'writing_presentation_script',
    'counterfactual',
  ],
  'Functional Writing': [
    'writing_product_description',
    'writing_job_application',
    'writing_news_article',
    'writing_biography',
    'writing_email',
    'writing_legal_document',
    'writing_technical_document',
    'writing_scientific_paper',
    'functional_writing',
    'writing_cooking_recipe',
  ],
  'General Communication': [
    'asking_how_to_question',
    'open_question',
    'analyzing_general',
    'explaining_general',
    'seeking_advice',
    'recommendation',
    'value_judgement',
    'verifying_fact',
    'chitchat',
    'roleplay',
    'planning',
    'brainstorming',
  ],
  'NLP Tasks': [
    'ranking',
    'text_to_text_translation',
    'data_analysis',
    'classification_identification',
    'title_generation',
    'question_generation',
    'reading_comprehension',
    'keywords_extraction',
    'information_extraction',
    'topic_modeling',
    'others',
  ],
}

const groupOfScenario = new Map(
  Object.entries(scenarioGroups).flatMap(([group, scenarios]) =>
    scenarios.map((scenario) => [scenario, group]),
  ),
)

/** The group that a scenario is counted in; undefined if it is none of the 58. */
export function groupOf(scenario: string): string | undefined {
  return groupOfScenario.get(scenario)
}

/** The name of a group's figure: `agreement` of "Exam Questions" is `agreement_exam_questions`; of all, `agreement`. */
export function metricOf(metric: string, group = 'Overall'): string {
  return group === 'Overall' ? metric : `${metric}_${group.toLowerCase().replaceAll(' ', '_')}`
}
